/** Table: files that state dependencies in a format that we know by name and cannot read yet. Never ignored silently. */
import type { UnsupportedFormat } from './formats.ts'

export const unsupportedFormats: readonly UnsupportedFormat[] = [
  { id: 'pixi', files: ['pixi.lock'], hint: 'export an SBOM with another tool and scan that' },
  {
    id: 'bun-binary',
    files: ['bun.lockb'],
    hint: 'write the text lock file: bun install --save-text-lockfile',
  },
  {
    id: 'packrat',
    files: ['packrat.lock'],
    hint: 'export an SBOM with another tool and scan that',
  },
  { id: 'carthage', files: ['Cartfile.resolved'], hint: 'export an SBOM with another tool and scan that' },
  { id: 'nix', files: ['flake.lock'], hint: 'export an SBOM with another tool and scan that' },
  {
    id: 'bazel',
    files: ['MODULE.bazel.lock', 'maven_install.json'],
    hint: 'export an SBOM with another tool and scan that',
  },
  { id: 'vcpkg', files: ['vcpkg.json'], hint: 'export an SBOM with another tool and scan that' },
  { id: 'elm', files: ['elm.json'], hint: 'export an SBOM with another tool and scan that' },
  { id: 'crystal', files: ['shard.lock'], hint: 'export an SBOM with another tool and scan that' },
  { id: 'carton', files: ['cpanfile.snapshot'], hint: 'export an SBOM with another tool and scan that' },
]
