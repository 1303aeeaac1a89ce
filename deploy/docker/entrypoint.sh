#!/bin/sh
# entrypoint.sh SERVICE [ARGUMENT...] — starts a service of the image.  Its configuration is that
# of the container (PostgreSQL's address, the service's role), then the operator's own file,
# which overrides it.  The other services find it at the address from which it reaches PostgreSQL,
# which may change while it runs.
set -eu
service=$1
shift
role=$service
case $role in
reader | fetcher) role=validation ;;
papers) role=scoring ;;
esac

# libpq wants a password file that only we can read; the secret itself is mounted.
umask 077
passfile=$(mktemp)
printf '*:*:*:*:%s\n' "$(cat /run/secrets/store_password)" >"$passfile"

state=/var/lib/minhchung
own=/etc/minhchung/$service.conf
config=$(mktemp)
{
    echo "store.dsn = host=${STORE_HOST:-postgres} dbname=minhchung user=mc_$role passfile=$passfile"
    echo "bus.keys = $state/keys/$role.key"
    echo "bus.listen = 0.0.0.0:*"
    echo "health.listen = 0.0.0.0:9100"
    case $service in
    gateway)
        echo "http.listen = 0.0.0.0:8080"
        echo "web.root = /usr/local/share/minhchung/web"
        echo "files.root = $state/files"
        echo "uploads.root = $state/uploads"
        echo "publish.key = $state/keys/publish.key"
        ;;
    ingest) echo "files.root = $state/files" ;;
    reader)
        echo "files.root = $state/files"
        echo "reader.clamd = ${CLAMD_SOCKET:-}"
        echo "reader.pages = /tmp/minhchung-pages"
        ;;
    papers)
        echo "files.root = $state/files"
        echo "papers.templates = /usr/local/share/minhchung/papers"
        ;;
    fetcher | validation) echo "links.fetch = ${LINKS_FETCH:-on}" ;;
    notification)
        echo "smtp.url = $SMTP_URL"
        echo "mail.from = $MAIL_FROM"
        echo "page.url = $PAGE_URL"
        ;;
    esac
    if [ -f "$own" ]; then
        cat "$own"
    fi
} >"$config"
exec "/usr/local/bin/$service" --config "$config" "$@"
