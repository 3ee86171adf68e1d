// A real OpenID Connect provider on a port of its own, for tests. Its own login page takes any password; the name decides the group.
import http from 'node:http';
import Provider from 'oidc-provider';

const groups = { ines: ['staff', 'ops-admins'], vera: ['ops-viewers'], gast: ['staff'] };
const server = http.createServer();
server.listen(0, '127.0.0.1', () => {
  const issuer = `http://127.0.0.1:${server.address().port}`;
  const provider = new Provider(issuer, {
    clients: [{
      client_id: 'offboarding',
      client_secret: 'a secret between the two',
      application_type: 'native', // a redirect to any port of this machine
      redirect_uris: ['http://127.0.0.1/sign-in/oidc'],
      grant_types: ['authorization_code'],
      response_types: ['code'],
    }],
    pkce: { required: () => true },
    claims: { openid: ['sub'], profile: ['preferred_username', 'groups'] },
    conformIdTokenClaims: false,
    findAccount: (_, id) => ({
      accountId: id,
      claims: () => ({ sub: id, preferred_username: id, groups: groups[id] ?? [] }),
    }),
  });
  server.on('request', provider.callback());
  console.log(`ready ${issuer}`);
});
// It must not outlive the test that holds its input.
process.stdin.on('end', () => process.exit(0)).resume();
