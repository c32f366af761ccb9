// A migration that finds what it does not expect.
console.error("column orders.total is missing");
process.exit(3);
