// Whence's own page: imported before the element is defined, which reads the settings at once.
import { thisIsThePage } from "./element/settings.js";

thisIsThePage();
