/** Reads every CI file of a tree once, into one model that all CI signals share. */
import type { RepoFiles } from '../repo-files.ts'
import { type CiCollector, createCollector } from './collector.ts'
import { collectWorkflow, readGithubWorkflow } from './github.ts'
import { collectPipeline } from './gitlab.ts'
import type { CiSetup, CiStep, GithubWorkflow } from './model.ts'
import { expandCommand, expandMake, readMakeTargets, readPackageScripts } from './scripts.ts'

const workflowFile = /^\.github\/workflows\/[^/]+\.ya?ml$/
const gitlabFile = /^\.gitlab-ci\.ya?ml$/
const otherSystems =
  /^(\.circleci\/config\.ya?ml|\.travis\.yml|Jenkinsfile|azure-pipelines\.ya?ml|bitbucket-pipelines\.yml|\.drone\.yml|\.woodpecker\.ya?ml|\.woodpecker\/.*|\.cirrus\.yml|appveyor\.yml|\.appveyor\.yml|\.buildkite\/.*\.ya?ml|\.forgejo\/workflows\/.*|\.gitea\/workflows\/.*)$/

/** Pure; bounded whatever the tree holds. What the bounds leave out is named in `broken`. */
export function readCiSetup(tree: RepoFiles): CiSetup {
  const collector = createCollector(tree)
  const workflows: GithubWorkflow[] = []
  const paths = tree.list()
  for (const path of paths.filter((item) => workflowFile.test(item))) {
    const read = readGithubWorkflow(collector, path)
    if (read.ok) workflows.push(read.value)
    else collector.broken.set(path, read.error)
  }
  for (const workflow of workflows) collectWorkflow(collector, workflow)
  const gitlab = paths.filter((item) => gitlabFile.test(item))
  for (const path of gitlab) collectPipeline(collector, path)
  const steps = expandSteps(collector)
  return {
    steps,
    workflows,
    hasGitlab: gitlab.length > 0,
    broken: [...collector.broken].map(([path, reason]) => ({ path, reason })),
    unsupported: paths.filter((item) => otherSystems.test(item)),
    unread: collector.unread,
  }
}

/** Commands behind package scripts and make targets, over all steps: a hostile file could multiply them. */
const followLimit = 50_000

/** Steps with package scripts and make targets replaced by the commands behind them, at the same place. */
function expandSteps(collector: CiCollector): readonly CiStep[] {
  const scripts = readPackageScripts(collector.tree)
  const targets = readMakeTargets(collector.tree)
  let left = followLimit
  return collector.steps.flatMap((step) => {
    if (step.kind !== 'run') return [step]
    if (left <= 0) {
      collector.broken.set(step.path, 'scripts and make targets behind it stand for too many commands')
      return [step]
    }
    const commands: string[] = []
    for (const text of expandMake(step.text, targets)) {
      if (commands.length <= left) commands.push(...expandCommand(text, scripts))
    }
    // A command that stands for itself alone multiplies nothing.
    left -= commands.length - 1
    return commands.map((text) => ({ ...step, text }))
  })
}
