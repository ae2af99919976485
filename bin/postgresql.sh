# A throw-away PostgreSQL for tests; sourced by bin/test. Sets DATABASE_URL.
# shellcheck shell=bash
find_postgresql() { find /usr/lib/postgresql -maxdepth 2 -name bin -type d 2>/dev/null | sort -V | tail -n 1; }

start_postgresql() {
  local bin folder owner run=()
  bin=$(find_postgresql)
  if [ -z "$bin" ]; then
    if [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null 2>&1; then
      echo "正在安装测试用的 PostgreSQL……" >&2
      { apt-get update -qq && DEBIAN_FRONTEND=noninteractive apt-get install -y -qq postgresql; } >/dev/null 2>&1 || true
      bin=$(find_postgresql)
    fi
    [ -n "$bin" ] || fail "测试需要 PostgreSQL：请安装 Debian 的 postgresql 软件包后重试。"
  fi
  folder=$(mktemp -d)
  owner=$(id -un)
  if [ "$(id -u)" = 0 ]; then # the server refuses to run as root
    owner=postgres
    chown postgres "$folder"
    run=(runuser -u postgres --)
  fi
  "${run[@]}" "$bin/initdb" -D "$folder/cluster" -U zhuanban -A trust -E UTF8 --locale=C.UTF-8 >/dev/null
  "${run[@]}" "$bin/pg_ctl" -D "$folder/cluster" -w -l "$folder/log" \
    -o "-c listen_addresses='' -c unix_socket_directories='$folder' -c fsync=off -c full_page_writes=off" start >/dev/null
  # shellcheck disable=SC2064
  trap "${run[*]} '$bin/pg_ctl' -D '$folder/cluster' -m immediate stop >/dev/null; rm -rf '$folder'" EXIT
  export DATABASE_URL="postgres://zhuanban@/postgres?host=$folder"
}
