#!/usr/bin/env bash
# scim-patch 0.8.3 (npm), Node 18 or newer.
# Entra takes somebody out of a group with the op "Remove", the path "members" and the value [{"$ref":null,"value":"id1"}]. A library is
# expected to find the member by its value, as it does for the path members[value eq "id1"] (RFC 7644, 3.5.2.2).
# Seen: nothing is removed and nothing is said: the whole object is compared, and the stored member has no "$ref". The same happens with
# [{"value":"id1"}] as soon as the stored member has another attribute, a "display" for example.
# What Offboarding does: there is no SCIM door yet; when it comes, a member is found by its value alone, and a removal that finds nobody is said.
set -euo pipefail
here=$(mktemp -d); trap 'rm -rf "$here"' EXIT; cd "$here"
npm init -y >/dev/null
npm install --silent --no-audit --no-fund --ignore-scripts scim-patch@0.8.3
cat >try.cjs <<'X'
const { scimPatch } = require('scim-patch');
const left = (member, op) => scimPatch(
    { schemas: ['urn:ietf:params:scim:schemas:core:2.0:Group'], id: 'g-1', displayName: 'Support', meta: {}, members: [member, { value: 'id2' }] },
    [{ op: 'Remove', ...op }]).members.map(m => m.value).join(',');
console.log([
  `Entra: ${left({ value: 'id1' }, { path: 'members', value: [{ $ref: null, value: 'id1' }] })}`,
  `with a display: ${left({ value: 'id1', display: 'Mira' }, { path: 'members', value: [{ value: 'id1' }] })}`,
  `by a filter: ${left({ value: 'id1', display: 'Mira' }, { path: 'members[value eq "id1"]' })}`,
].join('; '));
X
seen=$(node try.cjs | tail -1)
echo "members after the removal of id1: $seen"
[[ $seen == 'Entra: id1,id2; with a display: id1,id2; by a filter: id2' ]]
