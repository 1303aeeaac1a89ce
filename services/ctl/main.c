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
    {"init", "[--keys DIR] [--no-link]",
     "migrate; make the services' keys in DIR and register them; while no administrator has a "
     "password, print a one-time link with which the first one begins",
     command_init},
    {"migrate", "", "apply the schema files of this program that the database lacks",
     command_migrate},
    {"key", "NAME --account USER --out FILE",
     "make a CURVE key pair for another system, register it for an account, write it to FILE",
     command_key},
    {"token", "USER [--days N] [--areas A,B] [--units all|U,V] [--below U,V] [--client NAME]",
     "make an API token for an account (role system or editor, as commands need) and store it in "
     "the file api.tokens; a system's names what it may do and for which units",
     command_token},
    {"access-keys", "list|revoke [ID]",
     "list the access keys of connected systems, or end one at once", command_access_keys},
    {"invite", "USER [--role ROLE] [--unit CODE] [--name NAME]",
     "print a one-time link with which a person sets the password; with a role it also makes the "
     "account",
     command_invite},
    {"accounts", "FILE",
     "set passwords from a JSON list [{\"username\",\"password\"}]; entries with \"role\" (and "
     "\"unit\", \"full_name\") also create the account",
     command_accounts},
    {"submit",
     "--campaign C --unit U --criterion K... --title T [--kind K] [--occurred-on D] "
     "[--text T] [--symbol S] [--link L] [--figure NAME=VALUE]... [--file F]... "
     "[--key KEY] [--wait]",
     "submit one evidence item; --wait prints its verdict", command_submit},
    {"load", "FILE.jsonl [--files DIR]", "submit many evidence items, one JSON object a line",
     command_load},
    {"import", "FILE --campaign C [--wait]",
     "submit the evidence items of a spreadsheet (XLSX, CSV); --wait prints the report",
     command_import},
    {"score", "[--set SET.json] [--inputs INPUTS.jsonl] [--receipts] [--schema [--kind K]]",
     "compute scores and receipts from a criteria set and inputs, without a database",
     command_score},
    {"criteria", "check|import|export [FILE] [--campaign C] [--out FILE]",
     "check a criteria set (XLSX workbook or JSON) and list all its faults, import it into the "
     "database, or export one",
     command_criteria},
    {"campaign", "open SET --code C --deadline DATE [--name N] [--province U]",
     "create a campaign from a criteria set's workbook: units, targets, exemptions",
     command_campaign},
    {"scoreboard", "--campaign C", "show the scores and ranks of a campaign's units",
     command_scoreboard},
    {"status", "", "show which services run and how much work is pending", command_status},
    {"trace", "ID",
     "show a submission's events with their times, what is pending, what failed; ID is that of "
     "the evidence item, submission or import, its trace (X-Request-Id) or Idempotency-Key",
     command_trace},
    {"ledger", "",
     "check that accepted, pending, done and dead-lettered work balance; exit 1 if not",
     command_ledger},
    {"replay", "[--campaign C] [--publication FILE]",
     "compute every score again, current or published, and compare every digit", command_replay},
    {"cadres", "import|over-age|forecast [FILE] [--as-of D] [--within MONTHS] [--months N] [--all]",
     "import a spreadsheet of cadres; list those over age; forecast how many will be",
     command_cadres},
    {"units",
     "import|act|tree|history|recast [FILE] [--since D] [--symbol S] [--dated D] "
     "[--effective D] [--note T] [--as-of D] [--under CODE] [--campaign C] [--rule R]",
     "import units or an act that changes them; show the tree, a unit's history, or a result "
     "recomputed for a later tree",
     command_units},
    {"targets", "import|history|pace [FILE] --campaign C [--unit U] [--on D] [--source S]",
     "import a spreadsheet of targets; show changes to them, or which units are behind",
     command_targets},
    {"posts",
     "import|list|remove|set [FILE] --campaign C [--unit U] [--kind K] [--criterion K] "
     "[--ground WHY]",
     "import or list the posts of units; remove one; set the criterion that counts them",
     command_posts},
    {"feeds",
     "add|list|remove [ADDRESS|ID] [--unit U] [--kind K] [--category NAME=K]... "
     "[--as FORMAT]",
     "add, list or remove the feeds that units' posts come from: RSS, Atom, WordPress, or a page "
     "that names one",
     command_feeds},
    {"cadence", "--campaign C [--unit U] [--on D]",
     "show the days with good news and weeks with a good story, covered and missed",
     command_cadence},
    {"sites", "list|import [FILE]",
     "list the web sites of units, or import them from lines \"UNIT ADDRESS\"", command_sites},
    {"links",
     "[--campaign C] [--unit U] | look URL... | "
     "check URL [--unit U] [--title T] [--date D]",
     "list the pages that evidence items cite and their state; look: fetch pages again now; "
     "check: show what would be seen and found for one address",
     command_links},
    {"members",
     "import|show|set [FILE] [--unit U] [--campaign C] [--as-of D] [--members N] "
     "[--map HEADING=FIELD]... [--yes] [--criterion K] [--figure F] [--weights A,B,C]",
     "import exports of the member software and score them; show how members changed; set the "
     "criterion that they count for",
     command_members},
    {"findings", "--campaign C [--unit U] [--code K] [--state S] [--csv]",
     "list the findings of a campaign's evidence items, the most severe first", command_findings},
    {"receipt", "--campaign C --unit U [--criterion K] [--body B]",
     "show how a score was computed, line by line", command_receipt},
    {"gains", "--campaign C --unit U", "show the five changes that would raise a unit's score most",
     command_gains},
    {"set", "--campaign C", "print a campaign's criteria set as JSON, for score", command_set},
    {"inputs", "--campaign C", "print what counts in a campaign, one JSON object a line, for score",
     command_inputs},
    {"what-if",
     "[--campaign C] [--set SET.json] [--inputs INPUTS.jsonl] [--with-set SET.json] "
     "[--with-inputs INPUTS.jsonl]",
     "show which units would move under another criteria set or other inputs", command_what_if},
    {"publication", "--campaign C [--number N]",
     "print a published result with its signature, as JSON", command_publication},
    {"verify", "[--publication FILE]... [--key HEX]",
     "check stored contents against their hashes, or published results against their signatures",
     command_verify},
    {"dead-letters", "[--requeue]", "list dead letters; --requeue enqueues them again",
     command_dead_letters},
    {"compare", "[--texts FILE.jsonl] [--photos DIR]",
     "print every pair that the copy checks would flag, one JSON object a line", command_compare},
    {"checks",
     "list | handbook [--format F] [--quality FILE] | judge FILE.jsonl | settings | "
     "set CODE | try CODE [--campaign C] [--severity S] [--parameter NAME=VALUE]... "
     "[--dictionary D] [--ground WHY]",
     "list the checks, print their handbook, judge texts, configure a check for a campaign, or try "
     "settings on one",
     command_checks},
    {"figures", "judge FILE.jsonl", "report which figures stand apart from others of their kind",
     command_figures},
    {"figure-rules", "list | set CODE FILE.json | try FILE.json [--campaign C] [--ground WHY]",
     "list, write or try the rules across figures of a campaign; try runs one on past submissions",
     command_figure_rules},
    {"backup", "DIR", "save the database, the files and the keys to a directory", command_backup},
    {"restore", "DIR",
     "load a backup from its directory into an empty database; its keys replace those that are "
     "there",
     command_restore},
};
enum { COUNT = (int)(sizeof(COMMANDS) / sizeof(COMMANDS[0])) };

static const struct conf_entry CONF[] = {
    {"store.dsn", CONF_TEXT, offsetof(struct ctl_conf, dsn), "dbname=minhchung", 0, 0,
     "libpq connection string of a database administrator"},
    {"bus.keys", CONF_TEXT, offsetof(struct ctl_conf, key_file), "", 0, 0,
     "file with this client's public and secret key, in the directory of all keys"},
    {"files.root", CONF_TEXT, offsetof(struct ctl_conf, files_root), "var/files", 0, 0,
     "directory of the file store, used by verify, backup and restore"},
    {"api.url", CONF_TEXT, offsetof(struct ctl_conf, api_url), "http://127.0.0.1:8080", 0, 0,
     "URL of the gateway"},
    {"page.url", CONF_TEXT, offsetof(struct ctl_conf, page_url), "", 0, 0,
     "address of the page, for the links that this client prints; empty: api.url"},
    {"api.tokens", CONF_TEXT, offsetof(struct ctl_conf, api_tokens), "var/keys/command-line.tokens",
     0, 0, "file with the API tokens of the accounts that this client acts for"},
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
    static struct ctl ctl; /* its settings live until the process ends */
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
