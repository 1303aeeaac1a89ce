#!/bin/bash
# install-deps.sh [pdf|image|run|test|long] [--list] — installs the Debian packages of one purpose:
#   pdf    LibreOffice, which makes the PDFs of papers where it is installed
#   image  for the services in a container
#   run    for building and running on this machine
#   test   also for the tests and the static checks, with LibreOffice (the default)
#   long   also for the long tests: Debian's Docker
# With --list it prints the names instead.  Quick when nothing is missing.  Never starts a
# database or a daemon: the project starts its own.
set -euo pipefail
mode=${1:-test}

build=(build-essential make pkg-config git ca-certificates file curl jq wrk unzip procps
    libzmq3-dev libczmq-dev libprotobuf-c-dev protobuf-c-compiler protobuf-compiler
    libpq-dev libmicrohttpd-dev libjansson-dev libxlsxwriter-dev libzip-dev libxml2-dev
    libcurl4-openssl-dev libmagic-dev libunistring-dev libicu-dev libsodium-dev
    libseccomp-dev zlib1g-dev libhunspell-dev libexif-dev libjpeg62-turbo-dev libvips-dev
    libpoppler-glib-dev libssl-dev libtesseract-dev libglpk-dev)
run=(postgresql-15 runit poppler-utils tesseract-ocr-vie tesseract-ocr-osd tzdata hunspell-vi openssl
    python3 python3-aiosmtpd python3-docx python3-openpyxl python3-reportlab python3-pil fonts-dejavu-core)
check=(libcmocka-dev clang clang-format clang-tidy libclang-rt-14-dev cppcheck universal-ctags shellcheck
    clamav-daemon libheif-examples python3-yaml python3-jsonschema chromium mmdebstrap iproute2
    docker-compose)
long=(docker.io)
pdf=(libreoffice-writer-nogui fonts-liberation2)   # 85 MB, half a minute

# For the services, their health checks and init.
image=(libczmq4 libprotobuf-c1 libpq5 libmicrohttpd12 libjansson4 libzip4 libxml2
    libcurl4 libmagic1 libunistring2 libicu72 libsodium23 libseccomp2 zlib1g
    libhunspell-1.7-0 hunspell-vi libexif12 libjpeg62-turbo libvips42 libxlsxwriter4
    poppler-utils libpoppler-glib8 libtesseract5 tesseract-ocr-vie tesseract-ocr-osd libssl3 libglpk40
    postgresql-client-15 curl ca-certificates tzdata)

case $mode in
pdf) wanted=("${pdf[@]}") ;;
image) wanted=("${image[@]}") ;;
run) wanted=("${build[@]}" "${run[@]}") ;;
test) wanted=("${build[@]}" "${run[@]}" "${check[@]}" "${pdf[@]}") ;;
long) wanted=("${build[@]}" "${run[@]}" "${check[@]}" "${pdf[@]}" "${long[@]}") ;;
*)
    echo "usage: $0 [pdf|image|run|test|long] [--list]" >&2
    exit 2
    ;;
esac

# Any node on PATH will do instead of Debian's, if it is not too old.
node_version=$(node --version 2>/dev/null || true)
node_version=${node_version#v}
if [ "$mode" = image ] || [ "$mode" = pdf ] || { [ "${node_version%%.*}" -ge 18 ] 2>/dev/null && command -v npm >/dev/null; }; then
    :
else
    wanted+=(nodejs npm)
fi
if [ "${2:-}" = --list ]; then
    printf '%s\n' "${wanted[@]}"
    exit 0
fi

missing=()
declare -A installed=()
while read -r name status; do
    if [ "$status" = installed ]; then
        installed[$name]=1
    fi
done < <(dpkg-query -W -f '${Package} ${db:Status-Status}\n' "${wanted[@]}" 2>/dev/null || true)
for name in "${wanted[@]}"; do
    if [ -z "${installed[$name]:-}" ]; then
        missing+=("$name")
    fi
done
if [ ${#missing[@]} = 0 ]; then
    exit 0
fi

if ! command -v apt-get >/dev/null; then
    echo "install-deps: needs Debian 12 (no apt-get here); missing: ${missing[*]}" >&2
    exit 1
fi
as_root=()
if [ "$(id -u)" != 0 ]; then
    if ! command -v sudo >/dev/null; then
        echo "install-deps: neither root nor sudo; ask your administrator for:" >&2
        echo "    apt-get install --no-install-recommends ${missing[*]}" >&2
        exit 1
    fi
    as_root=(sudo DEBIAN_FRONTEND=noninteractive)
fi
export DEBIAN_FRONTEND=noninteractive
log=$(mktemp)
trap 'rm -f "$log"' EXIT

# Shows apt's own percentage: one updated line on a terminal, else a line each tenth.
# A package name in it may contain a colon before an architecture.
progress() {
    local line percent last=-1
    while IFS= read -r line; do
        if ! [[ $line =~ ^(dl|pm)status:.*:([0-9]+)\.[0-9]+:(.*)$ ]]; then
            continue
        fi
        percent=${BASH_REMATCH[2]}
        if [ -t 2 ]; then
            printf '\r\033[K  %3d%%  %.70s' "$percent" "${BASH_REMATCH[3]}" >&2
        elif [ $((percent / 10)) != "$last" ]; then
            last=$((percent / 10))
            printf '  %3d%%  %s\n' "$percent" "${BASH_REMATCH[3]}" >&2
        fi
    done
    if [ -t 2 ]; then
        printf '\r\033[K' >&2
    fi
}

apt() {
    "${as_root[@]}" apt-get -q -y -o Acquire::Retries=3 -o Dpkg::Use-Pty=0 \
        -o DPkg::Lock::Timeout=300 -o Dpkg::Options::=--force-confold "$@"
}

install_missing() {
    apt update >"$log" 2>&1 || return 1
    # Not descriptor 1: apt closes its status descriptor, and scripts of packages print.
    apt install -o APT::Status-Fd=3 --no-install-recommends "${missing[@]}" \
        3>&1 >"$log" 2>&1 | progress
}

# By default, installing Debian's PostgreSQL starts a cluster on port 5432.
if [ ! -e /etc/postgresql-common/createcluster.conf ]; then
    "${as_root[@]}" mkdir -p /etc/postgresql-common
    echo 'create_main_cluster = false' |
        "${as_root[@]}" tee /etc/postgresql-common/createcluster.conf >/dev/null
fi

echo "Installing ${#missing[@]} packages: ${missing[*]}" >&2
for attempt in 1 2 3; do
    if install_missing; then
        echo "Installed." >&2
        exit 0
    fi
    echo "install-deps: attempt $attempt failed:" >&2
    tail -20 "$log" >&2
    sleep $((attempt * 5))
done
exit 1
