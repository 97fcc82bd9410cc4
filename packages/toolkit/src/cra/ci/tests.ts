/** Table of data: commands that run a test suite. No option may match in two ways: a hostile line would take for ever. */

const commands: readonly RegExp[] = [
  /^(npm|pnpm|yarn|bun)( -[\w-]+(=\S+)?)*( run( -[\w-]+)*)? test\b/,
  /^(npm|pnpm) (t|tst)\b/,
  /^(npm|pnpm|yarn|bun)( -[\w-]+)* run (test|unit|e2e)[\w:.-]*/,
  /^(vitest|jest|mocha|ava|tap|karma start|cypress run|playwright test|c8 |nyc |wtr\b|web-test-runner|ng test)/,
  /^node\b.* --test\b/,
  /^deno test\b/,
  /^(nx|turbo|lerna|moon)( run| run-many)?\b.*\btests?\b/,
  /^(pytest|py\.test|tox|nox|unittest|nosetests|coverage run|trial|behave|pdm run test|test)\b(?!=)/,
  /^(python3?|\S*\/python3?) (-\S+ )*(\S*manage\.py test|\S*run_?tests\S*|setup\.py test)\b/,
  /^hatch (run )?\S*test/,
  /^cargo (\+\S+ )?(test|nextest|llvm-cov|tarpaulin)\b/,
  /^(go|gotestsum|gotip|ginkgo)( test\b|$| )(?!build|vet|mod|get|install|run|fmt|generate|list|version|env|tool|work|clean)/,
  /^(\.\/)?(mvn|mvnw)\b(?!.*(-DskipTests\b(?!=false)|-Dmaven\.test\.skip(=true|\b(?!=))))( .*)? (test|verify|package|install|deploy|integration-test)\b/,
  /^(\.\/)?(gradle|gradlew)\b(?!.*-x test\b)( .*)? :?\S*([tT]est|check|build)\b/,
  /^dotnet (test|vstest)\b/,
  /^(bin\/)?(rspec|rails test|rake (test|spec)|rake$|cucumber|minitest)\b/,
  /^(\S*\/)?(phpunit|pest|paratest|codecept run)\b/,
  /^(composer|php artisan)( run(-script)?)? test\b/,
  /^mix test\b/,
  /^(dart|flutter|swift|zig build|crystal|bazel|bazelisk|sbt|lein|cabal|stack|meson|rebar3|buck2?)( \S+)* (test|spec|eunit|ct)\b/,
  /^(ctest|prove|busted|bats)\b/,
  /^(make|gmake|just|task|invoke|inv|rake|ninja|mage|earthly)( \S+)* \+?\S*(test|check)\S*/,
  /^((sh|bash)( -\w+)* \S*|\S*\/[^\s/]*)tests?(\.sh|\.bash|\.py)?( |$)/,
]

/** Whether a simple command runs tests, by its name; `test -f x` and `[ … ]` do not. */
export function isTestCommand(command: string): boolean {
  const text = command.slice(0, 2000)
  if (/^test (-\w|!|"|\$|'|\S+ (=|!=|-\w\w) )/.test(text)) return false
  return commands.some((pattern) => pattern.test(text))
}
