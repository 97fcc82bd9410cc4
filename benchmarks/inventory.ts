/** Start-up and inventory, against bare Node and against other tools where their folder is given in OCCTET_RIVALS. */
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { makeManyFiles, makeTree, occtet, requireInputs } from './inputs.ts'
import { type Contestant, compare, printMachine, printTable } from './measure.ts'

const rivals = process.env['OCCTET_RIVALS']

function rivalsOn(folder: string): readonly Contestant[] {
  if (rivals === undefined) return []
  const scanner = join(rivals, 'bin/osv-scanner')
  return existsSync(scanner)
    ? [
        {
          name: 'osv-scanner 2.5.0 (offline, list only)',
          command: [
            scanner,
            'scan',
            'source',
            '-r',
            '--offline',
            '--all-packages',
            '--format',
            'json',
            folder,
          ],
        },
      ]
    : []
}

requireInputs()
printMachine()
const bare: Contestant = { name: 'bare Node', command: [process.execPath, '-e', '0'] }
printTable(
  'Start-up',
  compare([
    bare,
    { name: 'occtet --version', command: [...occtet, '--version'] },
    { name: 'occtet --help', command: [...occtet, '--help'] },
  ]),
)

/** The least that any reader has to do: list the files, read them as text, parse those that are JSON. */
const floorProgram = `const { readdirSync, readFileSync } = require('node:fs')
const { join } = require('node:path')
let sum = 0
for (const name of readdirSync(process.argv[1], { recursive: true })) {
  const path = join(process.argv[1], name)
  try {
    const text = readFileSync(path, 'utf8')
    sum += name.endsWith('.json') ? Object.keys(JSON.parse(text)).length : text.length
  } catch {}
}
console.log(sum)`

function floorOn(folder: string): Contestant {
  return {
    name: 'floor: reads the files, parses the JSON',
    command: [process.execPath, '-e', floorProgram, folder],
  }
}

for (const name of ['joplin', 'trpc', 'prometheus', 'omicron', 'mixed']) {
  const { folder } = makeTree(name)
  const own: Contestant[] = [
    { name: 'occtet inventory (purls)', command: [...occtet, 'inventory', folder] },
    {
      name: 'occtet inventory (CycloneDX)',
      command: [...occtet, 'inventory', folder, '--format', 'cyclonedx-json'],
    },
  ]
  printTable(`Inventory of ${name}`, compare([floorOn(folder), ...own, ...rivalsOn(folder)]))
}

const many = makeManyFiles()
printTable(
  'A tree of 4,000 files',
  compare([
    bare,
    { name: 'find', command: ['find', many.folder, '-type', 'f'] },
    { name: 'occtet inventory', command: [...occtet, 'inventory', many.folder] },
  ]),
)
if (rivals === undefined)
  console.log(
    `\nNo other tool was measured: set OCCTET_RIVALS to a folder with bin/osv-scanner. See docs/performance.md.`,
  )
