/** The registries that can be asked. */
import { cargoRegistry } from './cargo.ts'
import { gemRegistry } from './gem.ts'
import { mavenRegistry } from './maven.ts'
import { npmRegistry } from './npm.ts'
import { nugetRegistry } from './nuget.ts'
import { pypiRegistry } from './pypi.ts'
import type { Registry } from './registry.ts'

export const registries: readonly Registry[] = [
  cargoRegistry,
  gemRegistry,
  mavenRegistry,
  npmRegistry,
  nugetRegistry,
  pypiRegistry,
]
