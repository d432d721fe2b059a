import { startBursts } from "./burst.js";
import { watchFigures } from "./figures.js";
import { startSearch } from "./search.js";
import { watchSecondLevel } from "./second-level.js";

startSearch();
startBursts();
watchFigures();
watchSecondLevel();
