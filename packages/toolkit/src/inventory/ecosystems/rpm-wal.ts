/** Changes that wait beside the SQLite database of RPM (sqlite.org, "Write-Ahead Logging"): packages may have come or gone in them. */
import type { BinaryEcosystem } from '../ecosystem.ts'
import { unreadableFile } from '../read/package.ts'

export const rpmWal: BinaryEcosystem = {
  id: 'rpm-wal',
  purlType: 'rpm',
  versions: 'rpm',
  files: ['rpmdb.sqlite-wal'],
  title: 'Pending changes of the RPM database (told, not read)',
  knows: { transitive: 'none', scope: false, edges: false, license: false, hashes: false },
  magic: (head) =>
    head[0] === 0x37 && head[1] === 0x7f && head[2] === 0x06 && ((head[3] ?? 0) & 0xfe) === 0x82,
  parseBytes: ({ path }) =>
    unreadableFile(path, {
      code: 'FORMAT_UNSUPPORTED',
      line: 1,
      message:
        'changes of the package database wait here and are not read: packages may be missing or outdated',
      hint: 'let RPM finish in the system (rpm -qa does), and save the image again',
    }),
}
