import { startBursts } from "./burst.js";
import { watchFigures } from "./figures.js";
import { startSearch } from "./search.js";

startSearch();
startBursts();
watchFigures();
