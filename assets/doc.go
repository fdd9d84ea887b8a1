// Package assets names the faces that gopherscope writes with.
//
// They are the Go fonts by Bigelow & Holmes (BSD licence), which come as TrueType bytes in a
// module, so the program needs no font file at run time. The proportional faces write words,
// the monospaced ones write code. Icons are not here: they are a few shapes each, drawn by
// render/paint, and follow the theme and the zoom like everything else.
package assets
