/** Table: files that state dependencies in a format that we know by name and cannot read yet. Never ignored silently. */
import type { UnsupportedFormat } from './formats.ts'

export const unsupportedFormats: readonly UnsupportedFormat[] = [
  {
    id: 'bun-binary',
    files: ['bun.lockb'],
    hint: 'write the text lock file: bun install --save-text-lockfile',
  },
  {
    id: 'spdx-archive',
    files: ['*.spdx.tar.zst', '*.spdx.tar.gz'],
    hint: 'name the archive itself, or unpack it and scan the folder',
  },
]
