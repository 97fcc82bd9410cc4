/** Cases and drills of Art. 14: the door for other parts of the server. */
export { nearestClocks, type RunningClock } from './nearest.ts'
