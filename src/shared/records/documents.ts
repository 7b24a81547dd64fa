import { accessSpec } from '#shared/records/access'
import { caseSpec } from '#shared/records/case'
import { committeeSpec } from '#shared/records/committeeWork'
import type { DocumentSpec } from '#shared/records/document'
import { holdSpec } from '#shared/records/hold'
import { houseSpec } from '#shared/records/house'
import { profileSpec } from '#shared/records/networkProfile'
import { entriesSpec, registrySpec } from '#shared/records/registry'
import { releasesSpec } from '#shared/records/release'
import { stubSpec } from '#shared/records/stub'
import { yearSpec } from '#shared/records/year'
import type { SpaceKind } from '#shared/rules/spaceKind'

/** Every kind of document. */
export const documentSpecs: readonly DocumentSpec[] = [
  profileSpec,
  yearSpec,
  releasesSpec,
  committeeSpec,
  caseSpec,
  accessSpec,
  stubSpec,
  houseSpec,
  holdSpec,
  registrySpec,
  entriesSpec,
]

/** The kind of a document by its name and the kind of its space; undefined for one that this version does not know. */
export const specOf = (space: SpaceKind | 'network', name: string): DocumentSpec | undefined =>
  documentSpecs.find((spec) => spec.space === space && spec.isNamed(name))
