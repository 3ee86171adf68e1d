#!/usr/bin/env bash
# scim-patch 0.8.3 (npm), Node 18 or newer.
# Entra's default deactivation is PATCH with the op "Replace" and the value "False", a string. A SCIM library is expected to make it a boolean.
# Seen: the user's `active` becomes the text "False", which is truthy: `if (user.active)` still says that the person is active.
# What Offboarding does: there is no SCIM door yet; when it comes, a boolean or its text in any case is read, and anything else refused.
set -euo pipefail
here=$(mktemp -d); trap 'rm -rf "$here"' EXIT; cd "$here"
npm init -y >/dev/null
npm install --silent --no-audit --no-fund --ignore-scripts scim-patch@0.8.3
cat >try.cjs <<'X'
const { scimPatch } = require('scim-patch');
const user = { schemas: ['urn:ietf:params:scim:schemas:core:2.0:User'], id: 'u-17', userName: 'mira@example.org', active: true, meta: {} };
const after = scimPatch(user, [{ op: 'Replace', path: 'active', value: 'False' }]);
console.log(typeof after.active, JSON.stringify(after.active), after.active ? 'truthy' : 'falsy');
X
seen=$(node try.cjs | tail -1)
echo "active after Entra's deactivation: $seen"
[[ $seen == 'string "False" truthy' ]]
