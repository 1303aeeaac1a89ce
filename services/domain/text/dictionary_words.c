/*
 * dictionary_words.c — syllables and words that texts of the field use and the dictionary
 * lacks: borrowed words with Vietnamese letters, Khmer names of the province, words of
 * everyday speech.  All in lower case.
 */
#include <stddef.h>

#include "text/dictionary.h"

const char *const DICTIONARY_WORDS[] = {
    "nòng", "rôn",   "trỗi",  "coóng", "điềm",  "sạc",   "mêtan",   "magiê", "axít",    "nilông",
    "đắk",  "kạn",   "plông", "pắc",   "đăk",   "krông", "ôtô",     "mô-tô", "karaoke", "sóc",
    "chôl", "chnăm", "thmây", "đôn",   "đôlta", "sene",  "ok",      "bóc",   "phum",    "srok",
    "tốp",  "xăng",  "ga",    "lít",   "mét",   "tivi",  "vídeo",   "café",  "càphê",   "líp",
    "búp",  "gông",  "rốc",   "rôbốt", "ráp",   "kílô",  "kílômét", NULL};
