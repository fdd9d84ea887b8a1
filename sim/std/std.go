package std

import "embed"

// FS holds the stubs: the files of import path p are those of the folder p.
//
//go:embed cmp container errors fmt internal io iter maps math os runtime slices sort strconv strings sync time unicode
var FS embed.FS
