// Package vt100 stands in for the terminal emulator of that name, which Debian does not package.
// The progress display needs only the last lines of a step's log, without cursor movement.
package vt100

import "strings"

// Format carries no attributes here.
type Format struct{}

// VT100 shows the newest lines of what was written to it in Content.
type VT100 struct {
	Height, Width int
	Content       [][]rune
	Format        [][]Format

	log []string
}

// NewVT100 makes an empty screen.
func NewVT100(height, width int) *VT100 {
	screen := &VT100{}
	screen.Resize(height, width)
	return screen
}

// Resize redraws the screen with other bounds.
func (screen *VT100) Resize(height, width int) {
	screen.Height, screen.Width = max(height, 0), max(width, 0)
	screen.draw()
}

// UsedHeight counts the lines that hold text.
func (screen *VT100) UsedHeight() int { return min(len(screen.log), screen.Height) }

// Write appends lines; what scrolled out of view is forgotten.
func (screen *VT100) Write(text []byte) (int, error) {
	screen.log = append(screen.log, strings.Split(strings.TrimRight(string(text), "\n"), "\n")...)
	if surplus := len(screen.log) - max(screen.Height, 1); surplus > 0 {
		screen.log = append([]string(nil), screen.log[surplus:]...)
	}
	screen.draw()
	return len(text), nil
}

func (screen *VT100) draw() {
	screen.Content = make([][]rune, screen.Height)
	hidden := len(screen.log) - screen.UsedHeight()
	for y := range screen.Content {
		line := []rune(strings.Repeat(" ", screen.Width))
		if hidden+y < len(screen.log) {
			copy(line, []rune(screen.log[hidden+y]))
		}
		screen.Content[y] = line
	}
}
