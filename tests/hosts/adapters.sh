#!/usr/bin/env bash
# The adapters of bindings/: type checks with the hosts' own types, unit tests against their contracts.
# usage: tests/hosts/adapters.sh FOLDER   (with the packages that run.sh installs there; needs Node 20, and Go)
set -euo pipefail
cd "$(dirname "$0")/../.."
bindings=$PWD/bindings
cd "$1"
scratch=$PWD

# The app stands outside of the folder with the packages, so its imports are led there.
cat >rocketchat.json <<JSON
{"compilerOptions": {"target": "es2020", "module": "commonjs", "strict": true, "skipLibCheck": true, "types": [],
  "rootDir": "$bindings/rocketchat", "outDir": "$scratch/rocketchat",
  "paths": {"@rocket.chat/apps-engine/*": ["$scratch/node_modules/@rocket.chat/apps-engine/*"]}},
 "files": ["$bindings/rocketchat/TactfulApp.ts"]}
JSON
node_modules/.bin/tsc -p rocketchat.json
echo "ok   the Rocket.Chat app compiles with the Apps-Engine"
cat >modules.json <<JSON
{"compilerOptions": {"target": "es2022", "module": "nodenext", "strict": true, "noImplicitAny": false, "allowJs": true, "checkJs": true,
  "noEmit": true, "skipLibCheck": true, "lib": ["es2022", "dom"], "typeRoots": ["$scratch/node_modules/@types"], "types": ["office-js"]},
 "files": ["$bindings/outlook/launchevent.mjs", "$bindings/zendesk/main.mjs", "$bindings/freshdesk/main.mjs"]}
JSON
node_modules/.bin/tsc -p modules.json
echo "ok   the others agree with the types of Office"

TACTFUL_APP=$scratch/rocketchat/TactfulApp.js ZAF_SDK=$scratch/node_modules/zendesk_app_framework_sdk \
  node --test "$bindings" >node.log 2>&1 || { cat node.log; exit 1; }
# A test that is left out is no test.
grep -qx "# skipped 0" node.log || { cat node.log; exit 1; }
grep -E "^# (pass|fail) " node.log
cd "$bindings/mattermost"
[ -z "$(gofmt -l .)" ] || { gofmt -d .; exit 1; }
GOPROXY=off GOFLAGS=-mod=mod go vet ./...
GOPROXY=off GOFLAGS=-mod=mod go test ./...
