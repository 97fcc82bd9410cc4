/** The tar archive that `testdata/*.zst` unpack to: words, a lock file, noise, a run of one letter; some blocks of each kind that zstd has. */
import { seededRandom } from '../../../random.ts'
import { rawTar } from './raw-tar.ts'

const random = seededRandom(18)

function pick<T>(from: readonly T[]): T | undefined {
  return from[Math.floor(random() * from.length)]
}

function word(): string {
  return Array.from({ length: 2 + Math.floor(random() * 8) }, () =>
    pick('aaaeeeiioouubcdfghklmnprst'.split('')),
  ).join('')
}

const words = Array.from({ length: 3000 }, word)
const noise = Buffer.from(Array.from({ length: 20_000 }, () => Math.floor(random() * 256)))

/** Names and versions that the lock file states. */
export const locked = Array.from(
  { length: 400 },
  (_, at) => `${pick(words) ?? ''}-${at}@${at % 7}.${at % 11}.0`,
)

function lockFile(): string {
  const packages = locked.map((one) => {
    const [name = '', version = ''] = one.split('@')
    return [`node_modules/${name}`, { version }] as const
  })
  return JSON.stringify({ lockfileVersion: 3, packages: Object.fromEntries(packages) }, null, 1)
}

const text = Array.from({ length: 24_000 }, () => pick(words)).join(' ')

export const zstdPlain = rawTar([
  { name: 'shop/words.txt', data: text },
  { name: 'shop/noise', data: noise },
  { name: 'shop/package-lock.json', data: lockFile() },
  { name: 'shop/zeros', data: Buffer.alloc(400_000) },
  { name: 'shop/again.txt', data: text.slice(0, 100_000) },
])
