#!/bin/sh
# Every bin/ command ends here: runs apps/cli/$1 on the Node that npm brought, from any folder.
root=$(dirname "$(dirname "$(dirname "$(readlink -f "$0")")")")
script=$1
shift
if [ ! -x "$root/node_modules/.bin/node" ]; then
  echo "请先运行 npm ci (run npm ci first)" >&2
  exit 1
fi
PATH="$root/node_modules/.bin:$PATH"
export PATH
exec node --disable-warning=ExperimentalWarning "$root/apps/cli/$script" "$@"
