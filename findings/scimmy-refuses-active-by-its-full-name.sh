#!/usr/bin/env bash
# scimmy 1.3.5 (npm), Node 18 or newer.
# The path of a PATCH may be an attribute's full name (RFC 7644, 3.5.2 and 3.10), and names of attributes have no case (RFC 7643, 2.1). So
# "active", "Active" and "urn:ietf:params:scim:schemas:core:2.0:User:active" are one attribute.
# Seen: only "active" deactivates; the two others are answered with 400 invalidPath, and the person stays active. (scim-patch 0.8.3 takes the full
# name, and writes a second attribute for "Active".)
# What Offboarding does: there is no SCIM door yet; when it comes, all three are read.
set -euo pipefail
here=$(mktemp -d); trap 'rm -rf "$here"' EXIT; cd "$here"
npm init -y >/dev/null
npm install --silent --no-audit --no-fund --ignore-scripts scimmy@1.3.5
cat >try.mjs <<'X'
import SCIMMY from 'scimmy';
const seen = [];
for (const path of ['active', 'Active', 'urn:ietf:params:scim:schemas:core:2.0:User:active']) {
  const patch = { schemas: ['urn:ietf:params:scim:api:messages:2.0:PatchOp'], Operations: [{ op: 'replace', path, value: false }] };
  try {
    const after = await new SCIMMY.Messages.PatchOp(patch).apply(new SCIMMY.Schemas.User({ id: 'u-17', userName: 'mira@example.org', active: true }, 'out'));
    seen.push(`active: ${after.active}`);
  } catch (error) {
    seen.push(`${error.status} ${error.scimType}`);
  }
}
console.log(seen.join('; '));
X
seen=$(node try.mjs | tail -1)
echo "after active, Active and the full name: $seen"
[[ $seen == 'active: false; 400 invalidPath; 400 invalidPath' ]]
