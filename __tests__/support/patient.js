/**
 * Longest time of one test or hook: ten times what the slowest needs on a quiet machine. It ends a run that hangs; a test
 * that waits for a condition has a limit of its own.
 */
jest.setTimeout(15 * 60 * 1000);
