package std

import "embed"

// FS holds the stubs: the files of import path p are those of the folder p.
//
//go:embed cmp errors fmt internal io iter math os runtime strconv strings sync time unicode
var FS embed.FS
