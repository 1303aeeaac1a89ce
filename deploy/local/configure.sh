#!/bin/bash
# configure.sh — creates the cluster, the keys, each service's configuration and its directory
# for the supervisor.  Repeating it changes nothing that holds data.
. "$(dirname "$0")/common.sh"

free_port() {
    /usr/bin/python3 -c 'import socket; s = socket.socket(); s.bind(("127.0.0.1", 0)); print(s.getsockname()[1])'
}

make_cluster() {
    local socket
    socket=$(socket_dir)
    mkdir -p "$socket" "$VAR/postgresql"
    if [ "$(id -u)" = 0 ]; then
        chown postgres "$socket" "$VAR/postgresql"
    fi
    chmod 700 "$socket" "$VAR/postgresql"
    if [ ! -f "$VAR/postgresql/data/PG_VERSION" ]; then
        say "Tạo cụm PostgreSQL riêng trong $VAR/postgresql"
        rm -rf "$VAR/postgresql/new"
        (cd / && "${AS[@]}" "$PG_BIN/initdb" -D "$VAR/postgresql/new" -A trust -U postgres -E UTF8 \
            --locale=C.UTF-8 >"$VAR/log/initdb" 2>&1) || { cat "$VAR/log/initdb"; exit 1; }
        mv "$VAR/postgresql/new" "$VAR/postgresql/data"
    fi
    # Durability is PostgreSQL's default: fsync and synchronous_commit on.
    cat >"$VAR/postgresql/data/postgresql.auto.conf" <<EOF
listen_addresses = ''
unix_socket_directories = '$socket'
unix_socket_permissions = 0700
max_connections = 200
shared_buffers = 256MB
max_wal_size = 2GB
checkpoint_timeout = 15min
wal_compression = lz4
idle_in_transaction_session_timeout = 10s
EOF
    if [ "$(id -u)" = 0 ]; then
        chown postgres "$VAR/postgresql/data/postgresql.auto.conf"
    fi
}

# service NAME: reads its run script from standard input.
supervise() {
    local place=$VAR/service-definitions/$1
    mkdir -p "$place/log" "$VAR/log/$1" "$VAR/service"
    { echo '#!/bin/sh'; echo 'exec 2>&1'; cat; } >"$place/run"
    printf '#!/bin/sh\nexec svlogd -tt %q\n' "$VAR/log/$1" >"$place/log/run"
    chmod +x "$place/run" "$place/log/run"
    ln -sfn "$place" "$VAR/service/$1"
}

common_conf() {
    local role=$1 key=$2
    echo "store.dsn = $(dsn "$role")"
    echo "bus.keys = $VAR/keys/$key.key"
}

write_conf() {
    local smtp
    smtp=$(cat "$VAR/conf/smtp-port")
    { common_conf mc_gateway gateway
      echo "http.listen = $HTTP"
      echo "web.root = $BUILD/web"
      echo "files.root = $VAR/files"
      echo "uploads.root = $VAR/uploads"
      echo "publish.key = $VAR/keys/publish.key"
    } >"$VAR/conf/gateway.conf"
    { common_conf mc_ingest ingest
      echo "files.root = $VAR/files"
    } >"$VAR/conf/ingest.conf"
    { common_conf mc_validation validation
      echo "files.root = $VAR/files"
      echo "reader.pages = $VAR/pages"
    } >"$VAR/conf/reader.conf"
    { common_conf mc_validation validation
      echo "links.fetch = $([ "$LINKS" = off ] && echo off || echo on)"
    } | tee "$VAR/conf/fetcher.conf" >"$VAR/conf/validation.conf"
    [ "$LINKS" != demo ] ||
        /usr/bin/python3 -B "$ROOT/deploy/demo/site_setup.py" "$VAR/demo-site" >>"$VAR/conf/fetcher.conf"
    common_conf mc_scoring scoring >"$VAR/conf/scoring.conf"
    { common_conf mc_scoring scoring
      echo "files.root = $VAR/files"
      echo "papers.templates = $BUILD/papers"
    } >"$VAR/conf/papers.conf"
    { common_conf mc_notification notification
      echo "smtp.url = smtp://127.0.0.1:$smtp"
      echo "page.url = http://$HTTP"
    } >"$VAR/conf/notification.conf"
    { echo "store.dsn = $(dsn postgres)"
      echo "bus.keys = $VAR/keys/he-thong.key"
      echo "files.root = $VAR/files"
      echo "api.url = http://$HTTP"
      echo "page.url = ${PAGE_URL:-http://$HTTP}"
      echo "api.tokens = $VAR/keys/command-line.tokens"
    } >"$VAR/conf/minhchung.conf"
    # The operator's settings: one file for all services, one for each.
    local service
    for service in "${SERVICES[@]}"; do
        [ ! -f "$VAR/conf/local/$service.conf" ] ||
            cat "$VAR/conf/local/$service.conf" >>"$VAR/conf/$service.conf"
    done
}

supervise_all() {
    local service
    supervise postgresql <<EOF
cd /
exec ${AS[*]} $PG_BIN/postgres -D $VAR/postgresql/data
EOF
    # TERM would wait for every client; INT ends their sessions and stops cleanly.
    mkdir -p "$VAR/service-definitions/postgresql/control"
    printf '#!/bin/sh\nexec kill -INT "$(head -1 %q)"\n' "$VAR/postgresql/data/postmaster.pid" \
        >"$VAR/service-definitions/postgresql/control/t"
    chmod +x "$VAR/service-definitions/postgresql/control/t"
    # In place of the office's mail server: stores every message in $VAR/mail.
    mkdir -p "$VAR/mail"
    supervise mail <<EOF
exec /usr/bin/python3 -m aiosmtpd -n -l 127.0.0.1:$(cat "$VAR/conf/smtp-port") -c aiosmtpd.handlers.Mailbox $VAR/mail/box
EOF
    rm -f "$VAR/service/demo-site"
    if [ "$LINKS" = demo ]; then
        supervise demo-site <<EOF
exec /usr/bin/python3 -B $ROOT/deploy/demo/site.py --data $VAR/demo --certificates $VAR/demo-site --ports $(cat "$VAR/demo-site/ports")
EOF
    fi
    for service in "${SERVICES[@]}"; do
        supervise "$service" <<EOF
ulimit -n 8192 2>/dev/null
exec $BUILD/bin/$service --config $VAR/conf/$service.conf
EOF
        # Each starts once the schema and the keys exist.
        [ -f "$VAR/keys/$service.key" ] || [[ $service = reader || $service = fetcher || $service = papers ]] && [ -f "$VAR/ready" ] ||
            touch "$VAR/service-definitions/$service/down"
    done
}

mkdir -p "$VAR/conf/local" "$VAR/log" "$VAR/files" "$VAR/keys"
chmod 700 "$VAR/keys" "$VAR/conf"
[ -f "$VAR/conf/smtp-port" ] || free_port >"$VAR/conf/smtp-port"
make_cluster
write_conf
supervise_all
