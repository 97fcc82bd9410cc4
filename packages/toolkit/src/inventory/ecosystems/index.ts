/** The registry: one line for each ecosystem. A test walks this folder and fails if a file is missing here. */
import type { Ecosystem } from '../ecosystem.ts'
import { aboutcode } from './aboutcode.ts'
import { androidMetadata } from './android-metadata.ts'
import { apkInstalled } from './apk-installed.ts'
import { arduinoLibrary } from './arduino-library.ts'
import { arduinoSketch } from './arduino-sketch.ts'
import { bunLock } from './bun-lock.ts'
import { bundlerLock } from './bundler-lock.ts'
import { cabalFreeze } from './cabal-freeze.ts'
import { cargo } from './cargo.ts'
import { composerInstalled } from './composer-installed.ts'
import { composerLock } from './composer-lock.ts'
import { conanLock } from './conan-lock.ts'
import { condaLock } from './conda-lock.ts'
import { condaMeta } from './conda-meta.ts'
import { denoLock } from './deno-lock.ts'
import { dpkgStatus } from './dpkg-status.ts'
import { gleam } from './gleam.ts'
import { gleamManifest } from './gleam-manifest.ts'
import { goMod } from './go-mod.ts'
import { goWork } from './go-work.ts'
import { espIdfLock } from './esp-idf-lock.ts'
import { espIdfManifest } from './esp-idf-manifest.ts'
import { westManifest } from './west-manifest.ts'
import { vendoredScript } from './vendored-script.ts'
import { vendoredHeader } from './vendored-header.ts'
import { pythonInstalled } from './python-installed.ts'
import { npmInstalled } from './npm-installed.ts'
import { goVendor } from './go-vendor.ts'
import { gemspec } from './gemspec.ts'
import { gemInstalled } from './gem-installed.ts'
import { govendor } from './govendor.ts'
import { gradleCatalog } from './gradle-catalog.ts'
import { gradleLock } from './gradle-lock.ts'
import { gradleVerification } from './gradle-verification.ts'
import { juliaManifest } from './julia-manifest.ts'
import { mavenPom } from './maven-pom.ts'
import { mixLock } from './mix-lock.ts'
import { msbuildProject } from './msbuild-project.ts'
import { npmLock } from './npm-lock.ts'
import { nugetAssets } from './nuget-assets.ts'
import { nugetDeps } from './nuget-deps.ts'
import { nugetLock } from './nuget-lock.ts'
import { opam } from './opam.ts'
import { packageJson } from './package-json.ts'
import { packagesConfig } from './packages-config.ts'
import { packagesProps } from './packages-props.ts'
import { paketLock } from './paket-lock.ts'
import { pdmLock } from './pdm-lock.ts'
import { pipfileLock } from './pipfile-lock.ts'
import { pnpmLock } from './pnpm-lock.ts'
import { platformio } from './platformio.ts'
import { podfileLock } from './podfile-lock.ts'
import { poetryLock } from './poetry-lock.ts'
import { pubspecLock } from './pubspec-lock.ts'
import { pylock } from './pylock.ts'
import { readmeChromium } from './readme-chromium.ts'
import { rebarLock } from './rebar-lock.ts'
import { renvLock } from './renv-lock.ts'
import { requirements } from './requirements.ts'
import { sbtLock } from './sbt-lock.ts'
import { stackLock } from './stack-lock.ts'
import { swiftResolved } from './swift-resolved.ts'
import { uvLock } from './uv-lock.ts'
import { yarnBerry } from './yarn-berry.ts'
import { yarnLock } from './yarn-lock.ts'
import { compose } from './compose.ts'
import { dockerfile } from './dockerfile.ts'
import { gitModules } from './git-modules.ts'
import { gitSubrepo } from './git-subrepo.ts'
import { githubWorkflow } from './github-workflow.ts'
import { gitlabCi } from './gitlab-ci.ts'
import { helmChart } from './helm-chart.ts'
import { helmLock } from './helm-lock.ts'
import { helmValues } from './helm-values.ts'
import { terraformLock } from './terraform-lock.ts'
import { terraformModules } from './terraform-modules.ts'
import { bazelLock, bazelModule } from './bazel.ts'
import { bower } from './bower.ts'
import { cartfile, cartfileResolved } from './carthage.ts'
import { cmake } from './cmake.ts'
import { conanfile } from './conanfile.ts'
import { condaEnvironment } from './conda-environment.ts'
import { cpanfile, cpanSnapshot } from './cpan.ts'
import { denoManifest } from './deno-manifest.ts'
import { elm } from './elm.ts'
import { gradleBuild } from './gradle-build.ts'
import { mavenInstall } from './maven-install.ts'
import { mixManifest } from './mix-manifest.ts'
import { nixFlake } from './nix-flake.ts'
import { packratLock } from './packrat-lock.ts'
import { pipfile } from './pipfile.ts'
import { pixiLock } from './pixi-lock.ts'
import { podfile } from './podfile.ts'
import { pubspec } from './pubspec.ts'
import { pyproject } from './pyproject.ts'
import { rebarConfig } from './rebar-config.ts'
import { setupCfg } from './setup-cfg.ts'
import { setupPy } from './setup-py.ts'
import { shardLock, shardManifest } from './shards.ts'
import { swiftPackage } from './swift-package.ts'
import { vcpkg } from './vcpkg.ts'

export const ecosystems: readonly Ecosystem[] = [
  bunLock,
  bundlerLock,
  cargo,
  composerLock,
  conanLock,
  goMod,
  goWork,
  espIdfLock,
  espIdfManifest,
  arduinoLibrary,
  arduinoSketch,
  platformio,
  westManifest,
  vendoredScript,
  vendoredHeader,
  aboutcode,
  androidMetadata,
  gitSubrepo,
  govendor,
  readmeChromium,
  pythonInstalled,
  npmInstalled,
  goVendor,
  gemspec,
  gemInstalled,
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
  apkInstalled,
  cabalFreeze,
  condaLock,
  condaMeta,
  denoLock,
  dpkgStatus,
  gleam,
  gleamManifest,
  gradleCatalog,
  juliaManifest,
  msbuildProject,
  nugetAssets,
  opam,
  paketLock,
  sbtLock,
  compose,
  dockerfile,
  gitModules,
  githubWorkflow,
  gitlabCi,
  helmChart,
  helmLock,
  helmValues,
  terraformLock,
  terraformModules,
  bazelLock,
  bazelModule,
  bower,
  cartfile,
  cartfileResolved,
  cmake,
  conanfile,
  condaEnvironment,
  cpanfile,
  cpanSnapshot,
  denoManifest,
  elm,
  gradleBuild,
  mavenInstall,
  mixManifest,
  nixFlake,
  packratLock,
  pipfile,
  pixiLock,
  podfile,
  pubspec,
  pyproject,
  rebarConfig,
  setupCfg,
  setupPy,
  shardLock,
  shardManifest,
  swiftPackage,
  vcpkg,
  stackLock,
]
