/** One or more whole files of each format of bytes, made in memory: what each states, a reader must find. */
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { deflateSync } from 'node:zlib'
import { openSqlite } from '../../../apps/server/src/db/sqlite-engine.ts'
import { assemblyFile } from './assembly-writer.ts'
import { elf, inlineBlob, pe, pointedElf } from './executable-writer.ts'
import { rpmHeader, toBdb, toNdb } from './rpm-writer.ts'
import { deflatedZip, storedZip } from './zip-writer.ts'

export interface BinarySample {
  /** Id of the format. */
  readonly format: string
  readonly name: string
  readonly bytes: Uint8Array
  /** Packages and components without a purl that it states; none where the format only tells that it cannot be read. */
  readonly states: number
}

const goModules = 'path\tx\nmod\texample.org/app\t(devel)\t\ndep\texample.org/left\tv1.2.3\th1:x=\n'
const goBlob = inlineBlob('go1.22.3', goModules)

const crates = deflateSync(
  JSON.stringify({
    packages: [
      { name: 'app', version: '0.1.0', source: 'local', root: true, dependencies: [1] },
      { name: 'serde', version: '1.0.200', source: 'crates.io' },
    ],
  }),
)

const properties = (artifact: string): readonly [string, string] => [
  `META-INF/maven/org.example/${artifact}/pom.properties`,
  `groupId=org.example\nartifactId=${artifact}\nversion=1.2.3\n`,
]

const headers = [
  rpmHeader({ 1000: 'bash', 1001: '5.2', 1002: '1', 1022: 'x86_64' }),
  rpmHeader({ 1000: 'zlib', 1001: '1.3', 1002: '2', 1004: 'x'.repeat(3000) }),
]

async function sqliteOf(blobs: readonly Uint8Array[]): Promise<Uint8Array> {
  const folder = mkdtempSync(join(tmpdir(), 'occtet-samples-'))
  try {
    const database = await openSqlite(join(folder, 'rpmdb.sqlite'))
    database.exec(
      'PRAGMA journal_mode = DELETE; CREATE TABLE Packages (hnum INTEGER PRIMARY KEY, blob BLOB NOT NULL)',
    )
    for (const blob of blobs) {
      database.exec(`INSERT INTO Packages (blob) VALUES (X'${Buffer.from(blob).toString('hex')}')`)
    }
    database.close()
    return readFileSync(join(folder, 'rpmdb.sqlite'))
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

export async function binarySamples(): Promise<readonly BinarySample[]> {
  return [
    { format: 'go-binary', name: 'bin/elf', bytes: elf([['.go.buildinfo', goBlob]]), states: 3 },
    { format: 'go-binary', name: 'app.exe', bytes: pe([['.data', goBlob]]), states: 3 },
    { format: 'go-binary', name: 'bin/old', bytes: pointedElf('go1.16.5', goModules), states: 3 },
    { format: 'rust-binary', name: 'bin/rust', bytes: elf([['.dep-v0', crates]]), states: 2 },
    {
      format: 'java-archive',
      name: 'outer.war',
      bytes: storedZip([properties('outer'), ['WEB-INF/lib/inner.jar', deflatedZip([properties('inner')])]]),
      states: 2,
    },
    {
      format: 'dotnet-assembly',
      name: 'Example.dll',
      bytes: assemblyFile({
        name: 'Example',
        version: [1, 2, 3, 4],
        attributes: { AssemblyInformationalVersionAttribute: '1.2.3' },
      }),
      states: 1,
    },
    { format: 'rpm-bdb', name: 'var/lib/rpm/Packages', bytes: toBdb(headers), states: 2 },
    { format: 'rpm-ndb', name: 'var/lib/rpm/Packages.db', bytes: toNdb(headers), states: 2 },
    { format: 'rpm-sqlite', name: 'var/lib/rpm/rpmdb.sqlite', bytes: await sqliteOf(headers), states: 2 },
    {
      format: 'rpm-wal',
      name: 'var/lib/rpm/rpmdb.sqlite-wal',
      bytes: Buffer.concat([Buffer.from([0x37, 0x7f, 0x06, 0x82]), Buffer.alloc(4092, 1)]),
      states: 0,
    },
  ]
}
