/** Data table: which packages and images stand for which product. Packages of distributions are left out: those repair old versions themselves. */
import type { LifecycleIdentity } from '../model.ts'

type Row = readonly [product: string, packages: string, images?: string]

/** Sorted by product; words apart by spaces. */
const rows: readonly Row[] = [
  ['alma-linux', '', 'library/almalinux almalinux/8-base almalinux/9-base'],
  ['alpine', '', 'library/alpine'],
  ['amazon-linux', '', 'library/amazonlinux public.ecr.aws/amazonlinux/amazonlinux'],
  ['angular', 'pkg:npm/%40angular/core'],
  ['angularjs', 'pkg:npm/angular'],
  ['bootstrap', 'pkg:npm/bootstrap pkg:gem/bootstrap pkg:nuget/bootstrap pkg:composer/twbs/bootstrap'],
  ['debian', '', 'library/debian'],
  ['django', 'pkg:pypi/django'],
  [
    'dotnet',
    'pkg:generic/dotnet pkg:nuget/Microsoft.NETCore.App pkg:nuget/Microsoft.NETCore.App.Ref pkg:nuget/Microsoft.AspNetCore.App.Ref',
    'mcr.microsoft.com/dotnet/aspnet mcr.microsoft.com/dotnet/runtime mcr.microsoft.com/dotnet/runtime-deps mcr.microsoft.com/dotnet/sdk',
  ],
  ['dotnet-framework', '', 'mcr.microsoft.com/dotnet/framework/runtime mcr.microsoft.com/dotnet/framework/aspnet'],
  ['electron', 'pkg:npm/electron pkg:generic/electron'],
  ['freertos-lts', 'pkg:github/freertos/freertos-lts'],
  ['go', 'pkg:golang/stdlib pkg:golang/std pkg:generic/go pkg:generic/golang', 'library/golang'],
  ['kubernetes', 'pkg:golang/k8s.io/kubernetes pkg:generic/kubernetes'],
  ['laravel', 'pkg:composer/laravel/framework'],
  ['linux', 'pkg:generic/linux pkg:generic/linux-kernel pkg:github/torvalds/linux'],
  ['mariadb', 'pkg:generic/mariadb', 'library/mariadb'],
  ['mysql', 'pkg:generic/mysql', 'library/mysql mysql/mysql-server'],
  ['nextjs', 'pkg:npm/next'],
  ['nginx', 'pkg:generic/nginx', 'library/nginx nginxinc/nginx-unprivileged'],
  ['nodejs', 'pkg:generic/node pkg:generic/nodejs pkg:generic/node.js pkg:github/nodejs/node', 'library/node'],
  ['nuxt', 'pkg:npm/nuxt'],
  ['openssl', 'pkg:generic/openssl pkg:conan/openssl pkg:github/openssl/openssl'],
  ['php', 'pkg:generic/php', 'library/php'],
  ['postgresql', 'pkg:generic/postgresql pkg:generic/postgres', 'library/postgres'],
  ['python', 'pkg:generic/python pkg:generic/cpython pkg:github/python/cpython pkg:conda/python', 'library/python'],
  ['rails', 'pkg:gem/rails pkg:gem/railties'],
  ['redis', 'pkg:generic/redis', 'library/redis'],
  [
    'rhel',
    '',
    'registry.access.redhat.com/ubi8 registry.access.redhat.com/ubi9 registry.access.redhat.com/ubi10',
  ],
  ['rocky-linux', '', 'library/rockylinux rockylinux/rockylinux'],
  ['ruby', 'pkg:generic/ruby', 'library/ruby'],
  [
    'spring-boot',
    'pkg:maven/org.springframework.boot/spring-boot pkg:maven/org.springframework.boot/spring-boot-starter-parent',
  ],
  ['spring-framework', 'pkg:maven/org.springframework/spring-core'],
  ['symfony', 'pkg:composer/symfony/http-kernel pkg:composer/symfony/symfony'],
  ['temurin', '', 'library/eclipse-temurin'],
  [
    'tomcat',
    'pkg:maven/org.apache.tomcat.embed/tomcat-embed-core pkg:maven/org.apache.tomcat/tomcat-catalina pkg:generic/tomcat',
    'library/tomcat',
  ],
  ['ubuntu', '', 'library/ubuntu'],
  ['vue', 'pkg:npm/vue'],
  ['yocto', 'pkg:generic/yocto pkg:generic/poky'],
  ['zephyr', 'pkg:generic/zephyr pkg:github/zephyrproject-rtos/zephyr'],
]

export const identities: readonly LifecycleIdentity[] = rows.map(([product, packages, images = '']) => ({
  product,
  packages: packages.split(' ').filter((one) => one !== ''),
  images: images.split(' ').filter((one) => one !== ''),
}))

/** Of the qualifier `distro` of packages and of image tags: names of distributions to products. */
export const distributions: Readonly<Record<string, string>> = {
  alma: 'alma-linux',
  almalinux: 'alma-linux',
  alpine: 'alpine',
  amazon: 'amazon-linux',
  amzn: 'amazon-linux',
  debian: 'debian',
  redhat: 'rhel',
  rhel: 'rhel',
  rocky: 'rocky-linux',
  'rocky-linux': 'rocky-linux',
  ubuntu: 'ubuntu',
}

/** Names of releases that stand for their number. */
export const codeNames: Readonly<Record<string, readonly [product: string, version: string]>> = {
  stretch: ['debian', '9'],
  buster: ['debian', '10'],
  bullseye: ['debian', '11'],
  bookworm: ['debian', '12'],
  trixie: ['debian', '13'],
  xenial: ['ubuntu', '16.04'],
  bionic: ['ubuntu', '18.04'],
  focal: ['ubuntu', '20.04'],
  jammy: ['ubuntu', '22.04'],
  noble: ['ubuntu', '24.04'],
}
