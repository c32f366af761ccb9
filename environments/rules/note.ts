/** A line that synthesis writes to standard error, and that commands show, begins with this. */
export const NOTE = "note: ";
