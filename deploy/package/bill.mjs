// Writes the bill of materials of an archive, from NuGet's and npm's, and the notices of third parties that follow from it.
import { existsSync, readFileSync, readdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'

const [kind, nugetFile, npmFile, assetsFile, consoleFolder, folder] = process.argv.slice(2)
const read = (file) => JSON.parse(readFileSync(file, 'utf8').replace(/^\uFEFF/, ''))
const [nuget, npm, assets] = [nugetFile, npmFile, assetsFile].map(read)
const cache = Object.keys(assets.packageFolders)[0]
const folderOf = (name, version) => join(cache, name.toLowerCase(), version)

const nameOf = (component) => component.group ? `${component.group}/${component.name}` : component.name
const lock = Object.entries(read(join(consoleFolder, 'package-lock.json')).packages).filter(([, { dev }]) => !dev)
const placeOf = ({ version, ...named }) => lock.find(([path, one]) => path.endsWith(`node_modules/${nameOf(named)}`) && one.version === version)?.[0]
const isShipped = (component) => placeOf(component) !== undefined
npm.components = npm.components.filter(isShipped)
const shipped = new Set([npm.metadata.component, ...npm.components].map((component) => component['bom-ref']))
npm.dependencies = npm.dependencies.filter(({ ref }) => shipped.has(ref)).map((one) => ({ ...one, dependsOn: one.dependsOn.filter((ref) => shipped.has(ref)) }))

// What is published with its own runtime downloads it as packages, which no lock file names.
const runtime = Object.values(assets.project.frameworks)
  .flatMap((framework) => framework.downloadDependencies ?? [])
  .filter(({ name }) => kind === 'runtime' && /\.Runtime\.linux-x64$/.test(name))
  .map(({ name, version }) => ({ name, version: version.replace(/^\[|,.*$/g, '') }))
  .map(({ name, version }) => ({
    type: 'framework', 'bom-ref': `pkg:nuget/${name}@${version}`, name, version, scope: 'required',
    licenses: [{ license: { id: 'MIT' } }], purl: `pkg:nuget/${name}@${version}`,
  }))
if (kind === 'runtime' && runtime.length === 0) throw new Error('The packages of the runtime are not among what was restored.')

// Packages from before licences had names in them.
const known = {
  'pkg:nuget/MediatR@5.1.0': { license: { id: 'Apache-2.0' } },
  'pkg:nuget/AutoMapper@17.0.0': { expression: 'RPL-1.5 OR LicenseRef-LuckyPenny' },
}
const licensed = (component) => known[component.purl] ? { ...component, licenses: [known[component.purl]] } : component

const byPurl = (a, b) => (a.purl < b.purl ? -1 : 1)
const root = nuget.metadata.component
const tools = npm.metadata.tools.map(({ vendor, name, version }) => ({ type: 'application', publisher: vendor, name, version }))
const main = npm.metadata.component['bom-ref']
const besides = [main, ...runtime.map((part) => part['bom-ref'])]
const bill = {
  bomFormat: 'CycloneDX', specVersion: '1.5', version: 1,
  metadata: {
    timestamp: new Date(Number(process.env.SOURCE_DATE_EPOCH) * 1000).toISOString().replace('.000', ''),
    tools: { components: [...nuget.metadata.tools.components, ...tools] },
    component: root,
  },
  components: [...nuget.components, ...runtime, ...npm.components].map(licensed).sort(byPurl),
  dependencies: [
    ...nuget.dependencies.map((one) => (one.ref === root['bom-ref'] ? { ...one, dependsOn: [...one.dependsOn, ...besides] } : one)),
    ...npm.dependencies,
  ],
}
const console = { ...npm.metadata.component, name: 'cavra-console' }
bill.components.push(console)
writeFileSync(join(folder, 'bill-of-materials.cdx.json'), JSON.stringify(bill, null, 2) + '\n')

const licenceOf = ({ licenses = [] }) => licenses.map(({ license, expression }) => expression ?? license.id ?? license.name).join(' AND ') || 'see its text'
const directoryOf = (component) => component.purl.startsWith('pkg:npm/')
  ? join(consoleFolder, placeOf(component) ?? 'none')
  : folderOf(component.name, component.version)
const texts = (component) => [directoryOf(component)].filter(existsSync)
  .flatMap((directory) => readdirSync(directory).filter((file) => /^(licen[cs]e|copying|notice|third-party-notices)/i.test(file)).sort()
    .map((file) => readFileSync(join(directory, file), 'utf8').replace(/^\uFEFF/, '').replace(/\r/g, '').trim()))

const carried = bill.components.filter((component) => component.scope !== 'excluded' && component !== console)
const notice = (component) =>
  [rule, `${nameOf(component)} ${component.version}`, `Licence: ${licenceOf(component)}`, ...texts(component).map((text) => '\n' + text)].join('\n')
const rule = '-'.repeat(80)
writeFileSync(join(folder, 'THIRD-PARTY-NOTICES.txt'), [
  'Cavra is built on what follows. Where a package carries the text of its licence, it stands here; the licences themselves decide.',
  ...carried.map(notice),
].join('\n\n') + '\n')
