/** An import as a process of its own: folder of the store, then the inputs. Prints the report's counts. */
import { importSources } from '../index.ts'

const [dir = '', ...inputs] = process.argv.slice(2)
const { root, size } = await importSources(inputs, { dir, clock: () => Date.UTC(2026, 0, 1) })
process.stdout.write(JSON.stringify({ root, size }))
