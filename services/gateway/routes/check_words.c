/*
 * check_words.c — a check in the words of the API; see check_words.h.
 */
#include "gateway/routes/check_words.h"

static void write_parameters(struct json *json, const struct check *check)
{
    json_array_start(json, "parameters");
    for (int i = 0; i < PARAMETERS_MAX && check->parameters[i].name != NULL; i++) {
        json_object_start(json, NULL);
        json_text(json, "name", check->parameters[i].name);
        json_int(json, "value", check->parameters[i].value);
        json_text(json, "help", check->parameters[i].help);
        json_object_end(json);
    }
    json_array_end(json);
}

void check_words(struct json *json, const struct check *check)
{
    json_text(json, "code", check->code);
    json_text(json, "severity", severity_word(check->severity));
    json_text(json, "message", check->message);
    json_text(json, "message_en", check->message_en);
    json_text(json, "mend", check->mend);
    write_parameters(json, check);
}
