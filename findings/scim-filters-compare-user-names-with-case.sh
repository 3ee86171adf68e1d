#!/usr/bin/env bash
# scim2-parse-filter 0.2.10 and scimmy 1.3.5 (npm), Node 18 or newer.
# Before it creates or deactivates anybody a provider looks them up by userName, which is compared without case (RFC 7643, 4.1.1 and 8.7.1: caseExact
# is false), and may give an attribute its full name (RFC 7644, 3.10).
# Seen: in both libraries a userName in other capitals finds nobody, and neither does the full name of the attribute; operators and short
# names of attributes are read without case. A look-up that misses makes the provider create the person a second time, who then stays
# active when the first one leaves.
# What Offboarding does: there is no SCIM door yet; when it comes, userName is compared without case and externalId exactly.
set -euo pipefail
here=$(mktemp -d); trap 'rm -rf "$here"' EXIT; cd "$here"
npm init -y >/dev/null
npm install --silent --no-audit --no-fund --ignore-scripts scim2-parse-filter@0.2.10 scimmy@1.3.5
cat >try.mjs <<'X'
import { createRequire } from 'node:module';
import SCIMMY from 'scimmy';
const { parse, filter } = createRequire(import.meta.url)('scim2-parse-filter');
const users = [{ id: 'u-17', userName: 'Mira@Example.org', active: true }];
const counts = find => ['userName eq "Mira@Example.org"', 'username Eq "Mira@Example.org"', 'userName eq "mira@example.org"',
  'urn:ietf:params:scim:schemas:core:2.0:User:userName eq "Mira@Example.org"'].map(q => find(q).length).join(' ');
console.log(`scim2-parse-filter ${counts(q => users.filter(filter(parse(q))))}, scimmy ${counts(q => new SCIMMY.Types.Filter(q).match(users))}`);
X
seen=$(node try.mjs | tail -1)
echo "found by: as stored, other operator and name, other case of the value, full name: $seen"
[[ $seen == 'scim2-parse-filter 1 1 0 0, scimmy 1 1 0 0' ]]
