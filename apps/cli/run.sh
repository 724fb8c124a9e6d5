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
# What was compiled once is kept beside the packages: a start is mostly loading. Where it cannot be written, Node goes without.
NODE_COMPILE_CACHE="${NODE_COMPILE_CACHE-$root/node_modules/.cache/node}"
export NODE_COMPILE_CACHE
exec node --disable-warning=ExperimentalWarning "$root/apps/cli/$script" "$@"
