import process from 'node:process'

/**
 * CPU time of this process with all its threads that some work took, in ms. What may not stall is held against it and not
 * against the clock: a busy machine makes everything late and nothing wrong.
 */
export const cpuOf = async (work: () => Promise<unknown>): Promise<number> => {
  const before = process.cpuUsage()
  await work()
  const { user, system } = process.cpuUsage(before)
  return (user + system) / 1_000
}
