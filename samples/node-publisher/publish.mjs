// Takes a person out of a workspace, as an HR system would: publishes plain JSON and prints the events that answer it.
// node publish.mjs --help
import { randomUUID } from 'node:crypto';
import { parseArgs } from 'node:util';
import amqp from 'amqplib';

const COMMAND = 'offboarding.deactivate-user';
const EVENTS = ['started', 'scheduled', 'refused', 'sessions-revoked', 'work-reassigned', 'seat-released', 'step-completed',
    'step-failed', 'completed'].map((name) => `offboarding.${name}`);
const HELP = `node publish.mjs [options]
  --broker ADDRESS       default amqp://guest:guest@127.0.0.1:5672
  --workspace ID         default: the demo workspace
  --user ID              who leaves; default: Lea Leaver of the demo workspace
  --requested-by ID      who asks; default: Ada Admin of the demo workspace
  --reason WORD          default left-company
  --strategy WORD        default round-robin; unassigned, keep, one-colleague, ratio, fixed
  --to ID[:AMOUNT]       a recipient, once for each; default: Ben, Chen and Dana of the demo workspace
  --last-day INSTANT     for example 2026-11-30T18:00:00+01:00; default now
  --lower-seat-limit     also pay for one seat less
  --request-id ID        default a new one; the same again is safe
  --wait SECONDS         for the end; default 300
Ends with 0 when completed or scheduled, 1 when refused, 2 when there was no answer. See docs/messages.md.`;

const demo = (number) => `0d000000-0000-4000-8000-0000000001${number}`;
const { values: options } = parseArgs({
    options: {
        help: { type: 'boolean' },
        broker: { type: 'string', default: 'amqp://guest:guest@127.0.0.1:5672' },
        workspace: { type: 'string', default: '0d000000-0000-4000-8000-000000000001' },
        user: { type: 'string', default: demo('04') },
        'requested-by': { type: 'string', default: demo('03') },
        reason: { type: 'string', default: 'left-company' },
        strategy: { type: 'string', default: 'round-robin' },
        to: { type: 'string', multiple: true },
        'last-day': { type: 'string' },
        'lower-seat-limit': { type: 'boolean' },
        'request-id': { type: 'string', default: randomUUID() },
        wait: { type: 'string', default: '300' },
    },
});
if (options.help) {
    console.log(HELP);
    process.exit();
}

// Fields without a value are left out: JSON.stringify drops undefined.
const request = {
    requestId: options['request-id'],
    workspaceId: options.workspace,
    userId: options.user,
    requestedBy: options['requested-by'],
    reason: options.reason,
    lastDay: options['last-day'],
    handover: { conversations: { strategy: options.strategy, recipients: recipients() } },
    lowerSeatLimit: options['lower-seat-limit'],
};

const connection = await amqp.connect(options.broker).catch((error) => stop(`${options.broker}: ${error.message}`));
connection.on('error', (error) => stop(`The connection broke: ${error.message}`));
const channel = await connection.createConfirmChannel();

// Listen first, then ask: no event can be missed. The queue is ours alone and goes with the connection; a subscriber that
// must not miss events while it is away declares a durable one.
const { queue } = await channel.assertQueue('', { exclusive: true });
for (const exchange of EVENTS) {
    await channel.assertExchange(exchange, 'fanout', { durable: true });
    await channel.bindQueue(queue, exchange, '');
}
const seen = new Set();
await channel.consume(queue, hear, { noAck: true });

await channel.assertExchange(COMMAND, 'fanout', { durable: true });
channel.on('return', () => stop('No worker has started on this broker yet: there is no queue for the request.'));
channel.publish(COMMAND, '', Buffer.from(JSON.stringify(request)), {
    contentType: 'application/json', messageId: randomUUID(), persistent: true, mandatory: true,
});
await channel.waitForConfirms();
console.log(`${COMMAND} ${JSON.stringify(request)}`);
setTimeout(() => stop(`No end after ${options.wait} s. The request is not lost: run this again with --request-id ${request.requestId}`),
    Number(options.wait) * 1000);

function hear({ fields, content }) {
    const { message: event } = JSON.parse(content.toString());
    if (event.requestId !== request.requestId || seen.has(event.eventId)) return;
    seen.add(event.eventId);
    const { eventId, offboardingId, requestId, workspaceId, userId, occurredAt, ...rest } = event;
    console.log(`${occurredAt} ${fields.exchange} ${JSON.stringify(rest)}`);
    if (fields.exchange === 'offboarding.refused') end(1);
    if (fields.exchange === 'offboarding.completed' || fields.exchange === 'offboarding.scheduled') end(0);
}

function recipients() {
    if (['keep', 'unassigned'].includes(options.strategy)) return undefined;
    const named = options.to ?? (options.strategy === 'one-colleague' ? [demo('05')] : [demo('05'), demo('06'), demo('07')]);
    return named.map((recipient) => {
        const [userId, amount] = recipient.split(':');
        return { userId, amount: amount && Number(amount) };
    });
}

function stop(problem) {
    console.error(problem);
    process.exit(2);
}

async function end(code) {
    await connection.close();
    process.exit(code);
}
