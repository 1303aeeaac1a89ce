#!/bin/bash
# certificates.sh DIR — an authority (ca.pem) and certificates for the host tot.vn, each with the
# key site.key: good.pem, expired.pem, for a host of another name (other.pem), self-signed
# (self.pem), by an unknown authority (stranger.pem).
set -euo pipefail
cd "$1"
exec 2>/dev/null
authority() {
    openssl ecparam -name prime256v1 -genkey -noout -out "$1.key"
    openssl req -x509 -key "$1.key" -subj "/CN=$1" -days 30 -out "$1.pem"
    : >"$1.index"
    printf '%s\n' '[ca]' 'default_ca = test' '[test]' "database = $1.index" 'new_certs_dir = .' \
        "certificate = $1.pem" "private_key = $1.key" 'default_md = sha256' 'policy = any' \
        'unique_subject = no' 'rand_serial = yes' '[any]' 'commonName = supplied' >"$1.conf"
}
# certify AUTHORITY NAME HOST FROM TO
certify() {
    echo "subjectAltName=DNS:$3" >"$2.ext"
    openssl req -new -key site.key -subj "/CN=$3" -out "$2.csr"
    openssl ca -batch -notext -config "$1.conf" -startdate "$4" -enddate "$5" -in "$2.csr" \
        -extfile "$2.ext" -out "$2.pem"
}
from=20200101000000Z past=20210101000000Z to=20491231000000Z
openssl ecparam -name prime256v1 -genkey -noout -out site.key
authority ca
authority unknown
certify ca good tot.vn $from $to
certify ca expired tot.vn $from $past
certify ca other khac.vn $from $to
certify unknown stranger tot.vn $from $to
openssl req -x509 -key site.key -subj /CN=tot.vn -addext subjectAltName=DNS:tot.vn -days 30 -out self.pem
