/*
 * pdf_signature.c — digital signatures: who signed, for whom, when, and whether the file is still
 * what was signed.
 *
 * A signature stands in the file as "/ByteRange [a b c d]": it signs b bytes from a and d bytes
 * from c, and the gap between them is its CMS in hexadecimal.  Whether its certificate is to be
 * trusted is not judged.
 */
#include <openssl/cms.h>
#include <openssl/err.h>
#include <openssl/evp.h>
#include <openssl/x509.h>
#include <string.h>
#include <time.h>

#include "base/text.h"
#include "formats/pdf.h"

enum { SIGNATURES_MAX = 20, NAME_BYTES = 200, VIETNAM_SECONDS = 7 * 3600 };

struct signature {
    size_t gap, behind, end; /* it signs up to the gap, and from behind it to the end */
    CMS_ContentInfo *cms;
    bool is_stamp; /* of time alone */
};

/* ------------------------------------------------------------- finding */

static bool take_number(const unsigned char **at, const unsigned char *end, size_t *out)
{
    while (*at < end && (**at == ' ' || **at == '\n' || **at == '\r' || **at == '[')) {
        (*at)++;
    }
    const unsigned char *start = *at;
    for (*out = 0; *at < end && **at >= '0' && **at <= '9' && *at - start < 12; (*at)++) {
        *out = *out * 10 + (size_t)(**at - '0');
    }
    return *at > start;
}

/* The gap is one string in hexadecimal and nothing else. */
static bool take_contents(const struct pdf *file, const struct signature *signature,
                          struct buf *out)
{
    if (signature->behind - signature->gap < 4 || file->data[signature->gap] != '<' ||
        file->data[signature->behind - 1] != '>') {
        return false;
    }
    int high = -1;
    for (size_t i = signature->gap + 1; i < signature->behind - 1; i++) {
        int value = text_hex((char)file->data[i]);
        if (value < 0 && file->data[i] != ' ' && file->data[i] != '\r' && file->data[i] != '\n') {
            return false;
        }
        if (value >= 0 && high >= 0) {
            buf_byte(out, (char)(high << 4 | value));
            high = -1;
        } else if (value >= 0) {
            high = value;
        }
    }
    return true;
}

/* Reads a signature from what follows its name.  False: an empty field, or no signature. */
static bool take_signature(const struct pdf *file, const unsigned char *at, struct signature *out)
{
    size_t start, before, behind;
    const unsigned char *end = file->data + file->size;
    if (!take_number(&at, end, &start) || !take_number(&at, end, &out->gap) ||
        !take_number(&at, end, &out->behind) || !take_number(&at, end, &behind)) {
        return false;
    }
    before = out->gap;
    if (start != 0 || before >= out->behind || out->behind > file->size ||
        behind > file->size - out->behind) {
        return false;
    }
    out->end = out->behind + behind;
    struct buf contents = {0};
    bool is_good = take_contents(file, out, &contents);
    const unsigned char *data = (const unsigned char *)buf_string(&contents);
    out->cms = is_good ? d2i_CMS_ContentInfo(NULL, &data, (long)contents.len) : NULL;
    buf_free(&contents);
    const ASN1_OBJECT *type = out->cms != NULL ? CMS_get0_eContentType(out->cms) : NULL;
    out->is_stamp = type != NULL && OBJ_obj2nid(type) == NID_id_smime_ct_TSTInfo;
    return is_good;
}

static size_t find_signatures(const struct pdf *file, struct signature *found)
{
    static const char NAME[] = "/ByteRange";
    size_t count = 0;
    const unsigned char *at = file->data, *end = file->data + file->size;
    while (count < SIGNATURES_MAX &&
           (at = memmem(at, (size_t)(end - at), NAME, sizeof(NAME) - 1)) != NULL) {
        at += sizeof(NAME) - 1;
        found[count] = (struct signature){0};
        count += take_signature(file, at, &found[count]) ? 1 : 0;
    }
    return count;
}

/* ------------------------------------------------------------- judging */

/* The two signed parts one after the other. */
static BIO *signed_bytes(const struct pdf *file, const struct signature *signature)
{
    BIO *bio = BIO_new(BIO_s_mem());
    if (bio != NULL) {
        (void)BIO_write(bio, file->data, (int)signature->gap);
        (void)BIO_write(bio, file->data + signature->behind,
                        (int)(signature->end - signature->behind));
    }
    return bio;
}

/* The oldest form signs the SHA-1 of the bytes instead of the bytes. */
static bool has_digest(CMS_ContentInfo *cms, const struct pdf *file,
                       const struct signature *signature)
{
    unsigned char digest[EVP_MAX_MD_SIZE];
    unsigned len = 0;
    EVP_MD_CTX *context = EVP_MD_CTX_new();
    ASN1_OCTET_STRING **content = CMS_get0_content(cms);
    bool is_made = context != NULL && EVP_DigestInit_ex(context, EVP_sha1(), NULL) == 1 &&
                   EVP_DigestUpdate(context, file->data, signature->gap) == 1 &&
                   EVP_DigestUpdate(context, file->data + signature->behind,
                                    signature->end - signature->behind) == 1 &&
                   EVP_DigestFinal_ex(context, digest, &len) == 1;
    EVP_MD_CTX_free(context);
    return is_made && content != NULL && *content != NULL &&
           (unsigned)ASN1_STRING_length(*content) == len &&
           memcmp(ASN1_STRING_get0_data(*content), digest, len) == 0;
}

enum intact { INTACT, CHANGED, UNREAD };

static enum intact judge_digest(const struct pdf *file, struct signature *signature)
{
    enum { FLAGS = CMS_NO_SIGNER_CERT_VERIFY | CMS_BINARY };
    if (signature->cms == NULL || OBJ_obj2nid(CMS_get0_type(signature->cms)) != NID_pkcs7_signed) {
        return UNREAD;
    }
    ERR_clear_error();
    bool is_detached = CMS_is_detached(signature->cms) == 1;
    BIO *bytes = is_detached ? signed_bytes(file, signature) : NULL;
    bool is_right = CMS_verify(signature->cms, NULL, NULL, bytes, NULL, FLAGS) == 1 &&
                    (is_detached || has_digest(signature->cms, file, signature));
    BIO_free(bytes);
    unsigned long error = ERR_peek_last_error();
    bool is_known = error == 0 || ERR_GET_REASON(error) == CMS_R_CONTENT_VERIFY_ERROR ||
                    ERR_GET_REASON(error) == CMS_R_VERIFICATION_FAILURE;
    return is_right ? INTACT : is_known ? CHANGED : UNREAD;
}

/* What follows the signed bytes was signed later, or changes nothing that is seen. */
static bool is_whole(const struct pdf *file, const struct signature *signature, size_t covered)
{
    enum { LINE_ENDS = 4 };
    const struct pdf part = {file->data, signature->end};
    return covered + LINE_ENDS >= file->size || pdf_looks_like(&part, file);
}

/* ------------------------------------------------------------- who and when */

/* Of the certificate's subject; signs that have a meaning in facts become spaces. */
static void print_name(const X509 *certificate, int which, char into[static NAME_BYTES])
{
    const X509_NAME *subject = certificate != NULL ? X509_get_subject_name(certificate) : NULL;
    int at = subject != NULL ? X509_NAME_get_index_by_NID(subject, which, -1) : -1;
    unsigned char *text = NULL;
    int len =
        at >= 0
            ? ASN1_STRING_to_UTF8(&text, X509_NAME_ENTRY_get_data(X509_NAME_get_entry(subject, at)))
            : 0;
    size_t count = 0;
    for (; len > 0 && count < (size_t)len && count < NAME_BYTES - 1; count++) {
        unsigned char c = text[count];
        into[count] = c < ' ' || c == ';' ? ' ' : (char)c;
    }
    into[count] = '\0';
    OPENSSL_free(text);
}

/* The signed attribute. */
static bool signing_time(CMS_SignerInfo *signer, time_t *out)
{
    struct tm parts = {0};
    int at = signer != NULL ? CMS_signed_get_attr_by_NID(signer, NID_pkcs9_signingTime, -1) : -1;
    X509_ATTRIBUTE *attribute = at >= 0 ? CMS_signed_get_attr(signer, at) : NULL;
    const ASN1_TYPE *value = attribute != NULL ? X509_ATTRIBUTE_get0_type(attribute, 0) : NULL;
    bool is_time =
        value != NULL && (value->type == V_ASN1_UTCTIME || value->type == V_ASN1_GENERALIZEDTIME);
    if (!is_time || ASN1_TIME_to_tm(value->value.asn1_string, &parts) != 1) {
        return false;
    }
    *out = timegm(&parts);
    return true;
}

static void add_fact(const char *state, const struct signature *signature, struct buf *facts)
{
    char name[NAME_BYTES] = "", organisation[NAME_BYTES] = "", at[40] = "";
    STACK_OF(CMS_SignerInfo) *signers =
        signature->cms != NULL ? CMS_get0_SignerInfos(signature->cms) : NULL;
    CMS_SignerInfo *signer =
        sk_CMS_SignerInfo_num(signers) > 0 ? sk_CMS_SignerInfo_value(signers, 0) : NULL;
    X509 *certificate = NULL;
    time_t when;
    struct tm local;
    if (signer != NULL) {
        (void)CMS_set1_signers_certs(signature->cms, NULL, 0);
        CMS_SignerInfo_get0_algs(signer, NULL, &certificate, NULL, NULL);
    }
    print_name(certificate, NID_commonName, name);
    print_name(certificate, NID_organizationName, organisation);
    if (signing_time(signer, &when)) {
        when += VIETNAM_SECONDS;
        (void)!strftime(at, sizeof(at), "%Y-%m-%d %H:%M:%S", gmtime_r(&when, &local));
    }
    buf_print(facts, "%ssigned=%s;%s;%s;%s", facts->len > 0 ? "\t" : "", state, at, name,
              organisation);
}

void pdf_add_signature_facts(const struct pdf *file, struct buf *facts)
{
    struct signature found[SIGNATURES_MAX];
    size_t count = find_signatures(file, found), covered = 0;
    enum intact intact[SIGNATURES_MAX];
    for (size_t i = 0; i < count; i++) {
        intact[i] = judge_digest(file, &found[i]);
        if (intact[i] == INTACT && !found[i].is_stamp && found[i].end > covered) {
            covered = found[i].end;
        }
    }
    for (size_t i = 0; i < count; i++) {
        if (!found[i].is_stamp) {
            const char *state = intact[i] == UNREAD                  ? "unread"
                                : intact[i] == CHANGED               ? "broken"
                                : is_whole(file, &found[i], covered) ? "sound"
                                                                     : "added";
            add_fact(state, &found[i], facts);
        }
        CMS_ContentInfo_free(found[i].cms);
    }
}
