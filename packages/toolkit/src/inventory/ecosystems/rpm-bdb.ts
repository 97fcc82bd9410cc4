/** The package database of RPM before 4.16, in Berkeley DB: the file `Packages`. */
import type { BinaryEcosystem } from '../ecosystem.ts'
import { isBdbHash, readRpmBdb } from '../read/rpm-bdb.ts'
import { parseRpmDatabase } from '../read/rpm-packages.ts'

export const rpmBdb: BinaryEcosystem = {
  id: 'rpm-bdb',
  purlType: 'rpm',
  versions: 'rpm',
  files: ['Packages'],
  isNameShared: true,
  title: 'Package database of RPM (Berkeley DB)',
  knows: { transitive: 'full', scope: false, edges: true, license: true, hashes: false },
  magic: isBdbHash,
  parseBytes: (file, near) => parseRpmDatabase(file, near, readRpmBdb),
}
