import { createContext, use } from 'react'

/** The addresses of the places that there are. */
export const PlacePathsContext = createContext<readonly string[]>([])

/** The addresses of the places that there are, for screens that lead to others only where these exist. */
export const usePlacePaths = (): readonly string[] => use(PlacePathsContext)
