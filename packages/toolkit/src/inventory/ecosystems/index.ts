/** The registry: one line for each ecosystem. A test walks this folder and fails if a file is missing here. */
import type { Ecosystem } from '../ecosystem.ts'
import { bunLock } from './bun-lock.ts'
import { bundlerLock } from './bundler-lock.ts'
import { cargo } from './cargo.ts'
import { composerLock } from './composer-lock.ts'
import { conanLock } from './conan-lock.ts'
import { goMod } from './go-mod.ts'
import { gradleLock } from './gradle-lock.ts'
import { mavenPom } from './maven-pom.ts'
import { mixLock } from './mix-lock.ts'
import { nugetLock } from './nuget-lock.ts'
import { podfileLock } from './podfile-lock.ts'
import { pubspecLock } from './pubspec-lock.ts'
import { composerInstalled } from './composer-installed.ts'
import { gradleVerification } from './gradle-verification.ts'
import { nugetDeps } from './nuget-deps.ts'
import { packagesConfig } from './packages-config.ts'
import { packagesProps } from './packages-props.ts'
import { rebarLock } from './rebar-lock.ts'
import { renvLock } from './renv-lock.ts'
import { swiftResolved } from './swift-resolved.ts'
import { packageJson } from './package-json.ts'
import { pdmLock } from './pdm-lock.ts'
import { pipfileLock } from './pipfile-lock.ts'
import { poetryLock } from './poetry-lock.ts'
import { pylock } from './pylock.ts'
import { requirements } from './requirements.ts'
import { uvLock } from './uv-lock.ts'
import { npmLock } from './npm-lock.ts'
import { pnpmLock } from './pnpm-lock.ts'
import { yarnBerry } from './yarn-berry.ts'
import { yarnLock } from './yarn-lock.ts'

export const ecosystems: readonly Ecosystem[] = [
  bunLock,
  bundlerLock,
  cargo,
  composerLock,
  conanLock,
  goMod,
  gradleLock,
  mavenPom,
  mixLock,
  nugetLock,
  podfileLock,
  pubspecLock,
  composerInstalled,
  gradleVerification,
  nugetDeps,
  packagesConfig,
  packagesProps,
  rebarLock,
  renvLock,
  swiftResolved,
  packageJson,
  pdmLock,
  pipfileLock,
  poetryLock,
  pylock,
  requirements,
  uvLock,
  npmLock,
  pnpmLock,
  yarnBerry,
  yarnLock,
]
