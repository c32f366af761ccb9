export { partitionOf, type Partition } from "../environments/rules/partition";
