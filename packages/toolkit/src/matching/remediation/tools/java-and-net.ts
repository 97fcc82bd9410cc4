/** Maven, Gradle and NuGet: what is asked for nearest wins, so a version can always be set from the product. */
import { type Ask, command, type PackageTool, type Words } from './tool.ts'

function xml(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('"', '&quot;')
}

function mavenDependency({ name, to }: Ask): string {
  const [group = '', artifact = ''] = name.split(':', 2)
  return `<dependency><groupId>${xml(group)}</groupId><artifactId>${xml(artifact)}</artifactId><version>${xml(to)}</version></dependency>`
}

export const maven: PackageTool = {
  formats: ['maven-pom'],
  manifest: 'pom.xml',
  canRefresh: false,
  raise: (ask) => ({ edits: [mavenDependency(ask)] }),
  override: (ask) => ({
    edits: [
      `<dependencyManagement><dependencies>${mavenDependency(ask)}</dependencies></dependencyManagement>`,
    ],
  }),
  remove: () => ({}),
}

/** The lock file does not say what is asked for by the build itself: a constraint holds for both. */
export const gradle: PackageTool = {
  formats: ['gradle-lock', 'gradle-verification'],
  manifest: 'build.gradle',
  canRefresh: false,
  raise: gradleConstraint,
  override: gradleConstraint,
  remove: () => ({}),
}

function gradleConstraint({ name, to }: Ask): Words {
  const notation = `${name}:${to}`.replaceAll(/[\\'$]/g, '\\$&')
  return {
    edits: [`dependencies { constraints { implementation('${notation}') } }`],
    commands: command('gradle dependencies --update-locks', name),
  }
}

/** The lowest version that all requirements take is the one chosen: nothing rises by itself (NuGet, "Dependency resolution"). */
export const nuget: PackageTool = {
  formats: ['nuget-lock', 'nuget-deps', 'packages-config', 'packages-props'],
  manifest: '',
  canRefresh: false,
  raise: (ask) => ({
    edits: [nugetReference(ask)],
    commands: ['dotnet restore --force-evaluate'],
  }),
  override: (ask) => ({ edits: [nugetReference(ask)], commands: ['dotnet restore --force-evaluate'] }),
  remove: () => ({}),
}

function nugetReference({ name, to }: Ask): string {
  return `<PackageReference Include="${xml(name)}" Version="${xml(to)}" />`
}
