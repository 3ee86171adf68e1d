// node peers.mjs <peer> <postgres address> <chains>: chains of four jobs, each of which does nothing but queue the next one. Prints what was
// measured as one line of JSON: the first job of each chain is queued, all at once, and the clock stops when the last of the last is done.
import { readFileSync } from 'node:fs';

const [, , peer, address, count] = process.argv;
const chains = Number(count);
const steps = ['close-sign-in', 'end-sessions', 'hand-over', 'free-seat'];
const version = name => JSON.parse(readFileSync(new URL(`node_modules/${name}/package.json`, import.meta.url))).version;

let ended = 0;
let end;
const allEnded = new Promise(resolve => { end = resolve; });
const chainEnded = () => { if (++ended === chains) end(); };

const peers = {
  // Ten at a time, as its documentation does it; nothing is batched.
  'graphile-worker': async () => {
    const { run, makeWorkerUtils, Logger } = await import('graphile-worker');
    const next = step => async (payload, helpers) => {
      if (step + 1 < steps.length) await helpers.addJob(steps[step + 1], payload);
      else chainEnded();
    };
    const logger = new Logger(() => () => {});
    const utils = await makeWorkerUtils({ connectionString: address, logger });
    const runner = await run({
      connectionString: address, concurrency: 10, maxPoolSize: 12, noHandleSignals: true, logger,
      taskList: Object.fromEntries(steps.map((name, step) => [name, next(step)])),
    });
    return {
      version: version('graphile-worker'),
      queue: () => utils.addJobs(Array.from({ length: chains }, (_, person) => ({ identifier: steps[0], payload: { person } }))),
      stop: async () => { await runner.stop(); await utils.release(); },
    };
  },
  // In batches of 200, with a statement for the batch's next jobs; it polls twice a second at most.
  'pg-boss': async () => {
    const { default: PgBoss } = await import('pg-boss');
    const boss = new PgBoss({ connectionString: address, max: 12, supervise: false, schedule: false });
    boss.on('error', error => { console.error(error.message); process.exit(1); });
    await boss.start();
    for (const name of steps) await boss.createQueue(name);
    for (const [step, name] of steps.entries()) {
      await boss.work(name, { batchSize: 200, pollingIntervalSeconds: 0.5 }, async jobs => {
        if (step + 1 < steps.length) await boss.insert(jobs.map(job => ({ name: steps[step + 1], data: job.data })));
        else jobs.forEach(chainEnded);
      });
    }
    return {
      version: version('pg-boss'),
      queue: () => boss.insert(Array.from({ length: chains }, (_, person) => ({ name: steps[0], data: { person } }))),
      stop: () => boss.stop({ graceful: false }),
    };
  },
};

const running = await peers[peer]();
const began = performance.now();
await running.queue();
await allEnded;
const seconds = (performance.now() - began) / 1000;
await running.stop();
console.log(JSON.stringify({ version: running.version, seconds }));
process.exit(0);
