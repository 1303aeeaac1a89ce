/*
 * main.c — `minhchung COMMAND`: the table of commands.
 */
#include <stdio.h>
#include <string.h>

#include <sodium.h>

#include "base/conf.h"
#include "base/log.h"
#include "ctl/ctl.h"

static const struct command COMMANDS[] = {
    {"init", "--keys DIR", "migrate, make the services' keys and register them", command_init},
    {"migrate", "", "bring the database to this program's schema", command_migrate},
    {"key", "NAME --account USER --out FILE", "make and register a key for a system", command_key},
    {"token", "USER [--days N]",
     "make a token of an account for api.tokens: of role system or editor, as commands ask",
     command_token},
    {"accounts", "FILE",
     "set passwords from [{\"username\",\"password\"}]; with \"role\" (and \"unit\", "
     "\"full_name\") accounts are created",
     command_accounts},
    {"submit",
     "--campaign C --unit U --criterion K... --title T [--kind K] [--occurred-on D] "
     "[--text T] [--symbol S] [--link L] [--figure NAME=VALUE]... [--file F]... "
     "[--key KEY] [--wait]",
     "file one piece of evidence", command_submit},
    {"load", "FILE.jsonl [--files DIR]", "file many pieces, one JSON object a line", command_load},
    {"import", "FILE --campaign C [--wait]", "file a spreadsheet (XLSX, CSV)", command_import},
    {"score", "[--set SET.json] [--inputs INPUTS.jsonl] [--receipts] [--schema [--kind K]]",
     "scores and receipts from a criteria set and inputs, without a store", command_score},
    {"criteria", "check|import|export [FILE] [--campaign C] [--out FILE]",
     "a criteria set as a workbook (XLSX) or JSON: checked with every fault, into the store, out "
     "of it",
     command_criteria},
    {"campaign", "open SET --code C --deadline DATE [--name N] [--province U]",
     "a campaign from a criteria set's workbook: units, targets, what does not apply",
     command_campaign},
    {"scoreboard", "--campaign C", "the board of a campaign", command_scoreboard},
    {"status", "", "what runs and what is owed", command_status},
    {"trace", "ID",
     "the life of a submission with its times, what is pending, what failed; ID: of the evidence "
     "item, the submission or import, its trace (X-Request-Id) or Idempotency-Key",
     command_trace},
    {"ledger", "", "does every stage balance? exit 1 if not", command_ledger},
    {"replay", "[--campaign C] [--publication FILE]",
     "compute every score anew, of now or as published, and compare every digit", command_replay},
    {"cadres", "import|over-age|forecast [FILE] [--as-of D] [--within MONTHS] [--months N] [--all]",
     "cadres of a spreadsheet; who is over age, and how many will be", command_cadres},
    {"units",
     "import|act|tree|history|recast [FILE] [--since D] [--symbol S] [--dated D] "
     "[--effective D] [--note T] [--as-of D] [--under CODE] [--campaign C] [--rule R]",
     "the tree of units, acts that change it, its history, results on a later tree", command_units},
    {"targets", "import|history|pace [FILE] --campaign C [--unit U] [--on D] [--source S]",
     "targets of a spreadsheet, what was changed in them, who is behind", command_targets},
    {"posts", "import|list|remove|set [FILE] --campaign C [--unit U] [--kind K] [--criterion K]",
     "lists of what units posted; one taken back; which criterion counts them", command_posts},
    {"feeds",
     "add|list|remove [ADDRESS|ID] [--unit U] [--kind K] [--category NAME=K]... "
     "[--as FORMAT]",
     "the feeds that units' posts come from: RSS, Atom, WordPress or a page that names one",
     command_feeds},
    {"cadence", "--campaign C [--unit U] [--on D]",
     "days with good news and weeks with a good story, covered and missed", command_cadence},
    {"sites", "list|import [FILE]", "the sites on which units' pages stand: lines \"UNIT ADDRESS\"",
     command_sites},
    {"links",
     "[--campaign C] [--unit U] | look URL... | "
     "check URL [--unit U] [--title T] [--date D]",
     "the pages that pieces cite, and what became of them; looked at again now; what would be "
     "seen and said of one",
     command_links},
    {"members",
     "import|show|set [FILE] [--unit U] [--campaign C] [--as-of D] [--members N] "
     "[--map HEADING=FIELD]... [--yes] [--criterion K] [--figure F] [--weights A,B,C]",
     "exports of the member software: judged, scored, fed to a criterion; how members changed",
     command_members},
    {"findings", "--campaign C [--unit U] [--code K] [--state S] [--csv]",
     "what is to be mended in a campaign, the gravest first", command_findings},
    {"receipt", "--campaign C --unit U [--criterion K] [--body B]",
     "how a number came about, line by line", command_receipt},
    {"gains", "--campaign C --unit U", "what would raise a unit's score most: the five best",
     command_gains},
    {"set", "--campaign C", "a campaign's criteria set as JSON, for score", command_set},
    {"inputs", "--campaign C", "what counts in a campaign, one JSON object a line, for score",
     command_inputs},
    {"what-if",
     "[--campaign C] [--set SET.json] [--inputs INPUTS.jsonl] [--with-set SET.json] "
     "[--with-inputs INPUTS.jsonl]",
     "who would move under another criteria set or other inputs", command_what_if},
    {"publication", "--campaign C [--number N]", "a published result, signed, as JSON",
     command_publication},
    {"verify", "[--publication FILE]... [--key HEX]",
     "do contents still have their hashes? published results their signatures?", command_verify},
    {"dead-letters", "[--requeue]", "what was set aside, and another chance for it",
     command_dead_letters},
    {"compare", "[--texts FILE.jsonl] [--photos DIR]",
     "every pair that the copy checks would flag, one JSON object a line", command_compare},
    {"checks",
     "list | handbook [--format F] [--quality FILE] | judge FILE.jsonl | settings | "
     "set CODE | try CODE [--campaign C] [--severity S] [--parameter NAME=VALUE]... "
     "[--dictionary D]",
     "the catalogue of checks: show it, judge texts, set a check for a campaign, try it on one",
     command_checks},
    {"figures", "judge FILE.jsonl", "whether figures stand apart from others of their kind",
     command_figures},
    {"figure-rules", "list | set CODE FILE.json | try FILE.json [--campaign C]",
     "the rules across figures of a campaign: show, write, try on what was filed",
     command_figure_rules},
    {"backup", "DIR", "database and files into a directory", command_backup},
    {"restore", "DIR", "from such a directory into an empty database", command_restore},
};
enum { COUNT = (int)(sizeof(COMMANDS) / sizeof(COMMANDS[0])) };

static const struct conf_entry CONF[] = {
    {"store.dsn", CONF_TEXT, offsetof(struct ctl_conf, dsn), "dbname=minhchung", 0, 0,
     "libpq connection string of an administrator"},
    {"bus.keys", CONF_TEXT, offsetof(struct ctl_conf, key_file), "", 0, 0,
     "file with this client's public and secret key"},
    {"files.root", CONF_TEXT, offsetof(struct ctl_conf, files_root), "var/files", 0, 0,
     "directory of the file store, for verify, backup and restore"},
    {"api.url", CONF_TEXT, offsetof(struct ctl_conf, api_url), "http://127.0.0.1:8080", 0, 0,
     "address of the gateway"},
    {"api.tokens", CONF_TEXT, offsetof(struct ctl_conf, api_tokens), "var/keys/command-line.tokens",
     0, 0, "file with the tokens of the accounts that this client acts for over the API"},
};

static int ctl_usage(void)
{
    fprintf(stderr, "minhchung [--config FILE] COMMAND [--json]\n\n");
    for (int i = 0; i < COUNT; i++) {
        fprintf(stderr, "  %s %s\n      %s\n", COMMANDS[i].name, COMMANDS[i].usage,
                COMMANDS[i].help);
    }
    return EXIT_TROUBLE;
}

int main(int argc, char **argv)
{
    static struct ctl ctl; /* its settings stay until the process ends */
    int first = argc > 2 && strcmp(argv[1], "--config") == 0 ? 3 : 1;
    log_open("minhchung", "", LOG_ERROR);
    if (sodium_init() < 0 || argc <= first) {
        return ctl_usage();
    }
    if (conf_read("minhchung", CONF, sizeof(CONF) / sizeof(CONF[0]), &ctl.conf, first, argv) !=
        ERR_NONE) {
        return ctl_trouble("%s", err_last());
    }
    ctl.argc = argc - first - 1;
    ctl.argv = argv + first + 1;
    ctl.is_json = ctl_flag(&ctl, "--json");
    for (int i = 0; i < COUNT; i++) {
        if (strcmp(argv[first], COMMANDS[i].name) == 0) {
            return ctl_check(&ctl, COMMANDS[i].usage) ? COMMANDS[i].run(&ctl) : EXIT_TROUBLE;
        }
    }
    return ctl_usage();
}
