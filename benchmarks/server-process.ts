/** A server on a folder, in a process of its own: `DATA_DIR [DATABASE]`; the first line on standard output is its address. */
import { createLog } from '../apps/server/src/app/log.ts'
import { readSettings } from '../apps/server/src/app/settings.ts'
import { startServer } from '../apps/server/src/app/start.ts'

const [dataDir = '', database] = process.argv.slice(2)
const settings = readSettings({
  flags: { port: 0, dataDir, sample: false, offline: true },
  env: {},
  file: undefined,
  folders: { data: dataDir, feddb: `${dataDir}/feddb` },
})
if (!settings.ok) throw new Error(settings.error.message)
// Without accounts on both databases, so that both answer the same requests.
const server = await startServer({
  settings: { ...settings.value, database },
  webDir: dataDir,
  verifierPage: undefined,
  log: createLog('error'),
})
process.stdout.write(`${server.url}\n`)
