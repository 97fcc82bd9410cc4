/** Real OSV archives multiplied: new ids and package names, same distribution (design 10.15). Kept in the temporary folder. */
import { createWriteStream, existsSync, mkdirSync, readdirSync, renameSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join, relative } from 'node:path'
import { pipeline } from 'node:stream/promises'
import { ZipFile } from 'yazl'
import { readArchive } from './feddb-floor.ts'

/** Paths of all zip archives below a folder, sorted. */
export function listArchives(folder: string): string[] {
  const names = readdirSync(folder, { recursive: true, encoding: 'utf8' })
  return names
    .filter((name) => name.endsWith('.zip'))
    .sort()
    .map((name) => join(folder, name))
}

/** Folder with `times` copies of every record; the first copy is the record itself. */
export async function multiplyArchives(from: string, times: number): Promise<string> {
  const folder = join(tmpdir(), `occtet-bench-feddb-${times}`)
  if (existsSync(folder)) return folder
  const aside = `${folder}.${process.pid}`
  for (const path of listArchives(from)) await multiplyArchive(path, join(aside, relative(from, path)), times)
  renameSync(aside, folder)
  return folder
}

export function removeArchives(folder: string): void {
  rmSync(folder, { recursive: true, force: true })
}

async function multiplyArchive(from: string, to: string, times: number): Promise<void> {
  mkdirSync(dirname(to), { recursive: true })
  const zip = new ZipFile()
  const written = pipeline(zip.outputStream, createWriteStream(to))
  for (const { name, text } of readArchive(from)) {
    for (let copy = 0; copy < times; copy++) {
      const mark = copy === 0 ? '' : `-x${copy}`
      zip.addBuffer(
        Buffer.from(copy === 0 ? text : renameRecord(text, mark)),
        `${name.replace(/\.json$/, '')}${mark}.json`,
      )
    }
  }
  zip.end()
  await written
}

/** Same layout of the text, other id, aliases and package names. */
function renameRecord(text: string, mark: string): string {
  const record = JSON.parse(text) as {
    id: string
    aliases?: string[]
    affected?: { package?: { name: string; purl?: string } }[]
  }
  record.id += mark
  if (record.aliases !== undefined && record.aliases !== null)
    record.aliases = record.aliases.map((alias) => alias + mark)
  for (const entry of record.affected ?? []) {
    if (entry.package === undefined) continue
    entry.package.name += mark
    delete entry.package.purl
  }
  return JSON.stringify(record, null, text.includes('\n  "') ? 2 : 0)
}
