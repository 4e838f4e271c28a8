// PouchDB with express-pouchdb, for `exchange.py`: `node exchange_pouch.js serve PORT | notes URL FILE | outcomes URL CONTROL`.
// Started in the folder into which npm has put it. Prints one line of JSON.
const path = require('path');
const here = (name) => require(require.resolve(name, {paths: [process.cwd()]}));
const Pouch = here('pouchdb');
const fs = require('fs');
const said = (what) => console.log(JSON.stringify(what));
const all = async (db) => (await db.allDocs()).rows.length;

async function serve(port, folder) {
  fs.mkdirSync(folder, {recursive: true});
  const app = here('express')();
  app.use('/', here('express-pouchdb')(Pouch.defaults({prefix: folder + '/'}), {inMemoryConfig: true, logPath: path.join(folder, 'log.txt')}));
  const server = app.listen(Number(port), '127.0.0.1', () => console.log(server.address().port));
}

async function up(url, folder, file) {
  const notes = JSON.parse(fs.readFileSync(file));
  const db = new Pouch(folder + '/a');
  for (let at = 0; at < notes.length; at += 1000)
    await db.bulkDocs(notes.slice(at, at + 1000).map((text, n) => ({_id: 'n' + String(at + n).padStart(7, '0'), text})));
  const start = process.hrtime.bigint();
  await db.replicate.to(url, {batch_size: 1000});
  said({seconds: Number(process.hrtime.bigint() - start) / 1e9});
}

async function down(url, folder) {
  const db = new Pouch(folder + '/b');
  const start = process.hrtime.bigint();
  await db.replicate.from(url, {batch_size: 1000});
  said({seconds: Number(process.hrtime.bigint() - start) / 1e9, there: await all(db)});
}

async function again(url, folder) {
  const db = new Pouch(folder + '/b');
  const start = process.hrtime.bigint();
  await db.sync(url, {batch_size: 1000});
  said({seconds: Number(process.hrtime.bigint() - start) / 1e9, there: await all(db)});
}

// One step of a story on one machine: what is on the disk stays there for the next.
async function step(url, folder, steps) {
  const db = new Pouch(folder);
  for (const [what, id, values] of JSON.parse(steps)) {
    if (what === 'sync') await db.sync(url);
    if (what === 'make') await db.put({_id: id, ...values});
    if (what === 'edit') await db.put({...(await db.get(id)), ...values});
    if (what === 'delete') await db.remove(await db.get(id));
  }
  const shown = {}, hidden = {};
  for (const {id} of (await db.allDocs()).rows) {
    const {_id, _rev, ...values} = await db.get(id);
    shown[id] = values;
    hidden[id] = (await db.get(id, {open_revs: 'all'})).map(({ok}) => ok).filter((leaf) => leaf && leaf._rev !== _rev);
  }
  await db.close();
  said({shown, hidden});
}

const [, , what, ...words] = process.argv;
({serve, up, down, again, step})[what](...words).catch((problem) => { console.error(problem); process.exit(1); });
