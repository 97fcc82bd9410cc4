/** Trees for the benchmarks, made from the shared inventories: real lock files, some of them together as one product. */
import { cpSync, existsSync, mkdirSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'

const inventories = fileURLToPath(new URL('../../shared/data/inventories/lockfiles/', import.meta.url))

export const root = fileURLToPath(new URL('..', import.meta.url))
export const work = join(tmpdir(), 'occtet-bench')
export const occtet = [process.execPath, join(root, 'apps/cli/bin/occtet.js')]

export interface Tree {
  readonly name: string
  readonly folder: string
}

/** Design 10.20; `mixed` is what a large product with several ecosystems looks like. */
const parts: Readonly<Record<string, readonly string[]>> = {
  joplin: ['yarn-berry/laurent22__joplin@2022-11-30'],
  prometheus: ['npm/prometheus__prometheus@2023-08-31', 'go/prometheus__prometheus@2026-08-21'],
  trpc: ['pnpm/trpc__trpc@2026-06-20'],
  omicron: ['cargo/oxidecomputer__omicron@2026-08-21'],
  mixed: [
    'yarn-berry/laurent22__joplin@2022-11-30',
    'pnpm/trpc__trpc@2026-06-20',
    'cargo/oxidecomputer__omicron@2026-08-21',
    'go/aquasecurity__trivy@2026-08-21',
    'uv/aboutcode-org__dejacode@2026-06-30',
    'composer/BookStackApp__BookStack@2024-10-15',
    'bundler/lobsters__lobsters@2026-08-03',
    'maven/DependencyTrack__dependency-track@2026-08-21',
  ],
}

export function requireInputs(): void {
  if (existsSync(inventories)) return
  throw new Error('the benchmarks need the shared test data beside the project (../shared)')
}

export function makeTree(name: string): Tree {
  const folder = join(work, 'trees', name)
  if (existsSync(folder)) return { name, folder }
  for (const part of parts[name] ?? []) {
    const to = parts[name]?.length === 1 ? folder : join(folder, part.replace('/', '-'))
    cpSync(join(inventories, part), to, { recursive: true })
  }
  return { name, folder }
}

/** 4,000 small source files in 200 folders around one lock file. */
export function makeManyFiles(): Tree {
  const folder = join(work, 'trees', 'many-files')
  if (existsSync(folder)) return { name: 'many-files', folder }
  for (let index = 0; index < 4000; index++) {
    const dir = join(folder, 'src', `part-${index % 200}`)
    mkdirSync(dir, { recursive: true })
    writeFileSync(join(dir, `file-${index}.ts`), `export const value${index} = ${index}\n`)
  }
  cpSync(join(inventories, 'npm/prometheus__prometheus@2023-08-31'), folder, { recursive: true })
  return { name: 'many-files', folder }
}

/** A zip archive without entries (APPNOTE 4.3.16). */
export const emptyZip = Buffer.concat([Buffer.from('PK\x05\x06', 'latin1'), Buffer.alloc(18)])
